import type { WorkingImage } from './image.ts';
import { robustSpread } from '../statistics.ts';
import { dilated } from '../morphology.ts';

/**
 * Morphological opening by a square (erosion, then dilation): what is narrower than the square is taken away, broad
 * tissue stays. Van Herk 1992, doi:10.1016/0167-8655(92)90069-C: three comparisons a pixel whatever the size.
 */
export function openedValues({ width, height, values, spacing }: WorkingImage, radius: number): Float32Array {
  const reach = [Math.round(radius / spacing[0]), Math.round(radius / spacing[1])] as const;
  const eroded = extremes(values, width, height, reach, -1);
  return extremes(eroded, width, height, reach, 1);
}

/** Running maximum (sign 1) or minimum (sign -1) over a rectangle. */
function extremes(
  values: Float32Array,
  width: number,
  height: number,
  [reachX, reachY]: readonly [number, number],
  sign: 1 | -1,
): Float32Array {
  const result = values.map((value) => sign * value);
  for (let y = 0; y < height; y += 1) runLine(result, y * width, 1, width, reachX);
  for (let x = 0; x < width; x += 1) runLine(result, x, width, height, reachY);
  return result.map((value) => sign * value);
}

function runLine(values: Float32Array, from: number, step: number, count: number, reach: number): void {
  const window = 2 * reach + 1;
  const padded = count + 2 * reach;
  const line = new Float32Array(padded).fill(-Infinity);
  for (let n = 0; n < count; n += 1) line[n + reach] = values[from + n * step] as number;
  const before = line.slice();
  const after = line.slice();
  for (let n = 1; n < padded; n += 1)
    if (n % window !== 0) before[n] = Math.max(before[n] as number, before[n - 1] as number);
  for (let n = padded - 2; n >= 0; n -= 1)
    if ((n + 1) % window !== 0) after[n] = Math.max(after[n] as number, after[n + 1] as number);
  for (let n = 0; n < count; n += 1)
    values[from + n * step] = Math.max(after[n] as number, before[n + 2 * reach] as number);
}

/** Rounds of the fit; each leaves out what lies far above it. */
const rounds = 4;

/**
 * Second-order surface fitted to a ring about an outline, evaluated everywhere in its box: the shading of the soft
 * tissue behind the mass. Pixels far above the fit (bone) are left out and the fit repeated.
 */
export function surfaceBehind(
  image: WorkingImage,
  inside: Uint8Array,
  excluded: Uint8Array,
  ring: number,
  rejection: number,
): Float32Array {
  const { width, values } = image;
  const near = dilated(inside, image, ring);
  const gap = dilated(inside, image, 1);
  const places: number[] = [];
  for (let at = 0; at < near.length; at += 1) if (near[at] && !gap[at] && !excluded[at]) places.push(at);
  const scale = Math.max(1, Math.sqrt(places.length));
  const terms = (at: number): number[] => {
    const [x, y] = [(at % width) / scale, Math.floor(at / width) / scale];
    return [1, x, y, x * x, x * y, y * y];
  };
  let kept = places;
  let surface: readonly number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    surface = leastSquares(
      kept.map(terms),
      kept.map((at) => values[at] as number),
    );
    const rest = kept.map((at) => (values[at] as number) - dot(surface, terms(at)));
    const { median, sd } = robustSpread(Float64Array.from(rest).sort());
    const next = kept.filter((_, n) => (rest[n] as number) <= median + rejection * sd);
    if (next.length < 12 || next.length === kept.length) break;
    kept = next;
  }
  return values.map((value, at) => (near[at] ? dot(surface, terms(at)) : value));
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, n) => sum + value * (b[n] as number), 0);

/** Normal equations by Gaussian elimination with pivoting; a dependent term is left at 0. */
function leastSquares(rows: readonly (readonly number[])[], targets: readonly number[]): number[] {
  const count = rows[0]?.length ?? 0;
  const system: Float64Array[] = Array.from({ length: count }, () => new Float64Array(count + 1));
  rows.forEach((row, n) => {
    for (let a = 0; a < count; a += 1) {
      const line = system[a] as Float64Array;
      for (let b = 0; b < count; b += 1)
        line[b] = (line[b] as number) + (row[a] as number) * (row[b] as number);
      line[count] = (line[count] as number) + (row[a] as number) * (targets[n] as number);
    }
  });
  for (let column = 0; column < count; column += 1) {
    let pivot = column;
    for (let line = column + 1; line < count; line += 1) {
      const candidate = Math.abs(system[line]?.[column] ?? 0);
      if (candidate > Math.abs(system[pivot]?.[column] ?? 0)) pivot = line;
    }
    [system[column], system[pivot]] = [system[pivot] as Float64Array, system[column] as Float64Array];
    const lead = system[column] as Float64Array;
    const head = lead[column] as number;
    if (Math.abs(head) < 1e-9) continue;
    for (let line = 0; line < count; line += 1) {
      const other = system[line] as Float64Array;
      if (line === column) continue;
      const share = (other[column] as number) / head;
      for (let at = column; at <= count; at += 1)
        other[at] = (other[at] as number) - share * (lead[at] as number);
    }
  }
  return system.map((line, n) =>
    Math.abs(line[n] as number) < 1e-9 ? 0 : (line[count] as number) / (line[n] as number),
  );
}
