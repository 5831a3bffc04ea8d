import type { Blocks } from '../work/lesion.ts';

/** A mask as SVG paths in corners of its blocks (x to the right, y down, 0 at the first corner). */
export interface MaskPath {
  /** Runs of set blocks, one rectangle each. */
  readonly area: string;
  /** Every edge between a block that is set and one that is not, joined along rows and columns. */
  readonly border: string;
}

export function maskPath(mask: Uint8Array, { width, height }: Pick<Blocks, 'width' | 'height'>): MaskPath {
  const set = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < width && y < height && mask[y * width + x] === 1;
  const area: string[] = [];
  const border: string[] = [];
  for (let y = 0; y <= height; y++) {
    runs(width, (x) => set(x, y)).forEach(([from, to]) => area.push(`M${from} ${y}H${to}V${y + 1}H${from}Z`));
    runs(width, (x) => set(x, y) !== set(x, y - 1)).forEach(([from, to]) =>
      border.push(`M${from} ${y}H${to}`),
    );
  }
  for (let x = 0; x <= width; x++)
    runs(height, (y) => set(x, y) !== set(x - 1, y)).forEach(([from, to]) =>
      border.push(`M${x} ${from}V${to}`),
    );
  return { area: area.join(''), border: border.join('') };
}

/** Where a condition holds without a gap: first place and the one after the last. */
function runs(length: number, holds: (at: number) => boolean): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (let at = 0; at < length; at++) {
    if (!holds(at)) continue;
    const last = found.at(-1);
    if (last?.[1] === at) last[1] = at + 1;
    else found.push([at, at + 1]);
  }
  return found;
}
