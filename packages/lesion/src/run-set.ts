import type { Vec3 } from '@calx/dicom';
import type { Index3, Region } from './grid.ts';
import type { Labelling } from './label-runs.ts';
import { principalVariances } from './principal-axes.ts';

/** Voxels of a volume as runs along i, in order of line (j + ny * k). */
export interface RunSet {
  readonly start: Int32Array;
  /** Inclusive. */
  readonly end: Int32Array;
  readonly line: Int32Array;
  readonly first: Index3;
  readonly last: Index3;
  readonly voxels: number;
}

/** The runs of one component. */
export function runsOfComponent({ runs, members, components }: Labelling, label: number): RunSet {
  const own = members.order.subarray(members.from[label] as number, members.from[label + 1] as number);
  const component = components[label];
  return {
    start: Int32Array.from(own, (r) => runs.start[r] as number),
    end: Int32Array.from(own, (r) => runs.end[r] as number),
    line: Int32Array.from(own, (r) => runs.line[r] as number),
    first: component?.first ?? [0, 0, 0],
    last: component?.last ?? [-1, -1, -1],
    voxels: component?.voxels ?? 0,
  };
}

/** The set voxels of a region's mask as runs of the volume; `ny` is the volume's. */
export function runsOfMask(mask: Uint8Array, { size, offset }: Region, ny: number): RunSet {
  const start: number[] = [];
  const end: number[] = [];
  const line: number[] = [];
  const first = [Infinity, Infinity, Infinity];
  const last = [-1, -1, -1];
  let voxels = 0;
  const [nx, rows, slices] = size;
  for (let k = 0; k < slices; k += 1) {
    for (let j = 0; j < rows; j += 1) {
      const base = nx * (j + rows * k);
      for (let i = 0; i < nx; i += 1) {
        if (!mask[base + i]) continue;
        const from = i;
        while (i + 1 < nx && mask[base + i + 1]) i += 1;
        start.push(from + offset[0]);
        end.push(i + offset[0]);
        line.push(j + offset[1] + ny * (k + offset[2]));
        voxels += i - from + 1;
        [from + offset[0], j + offset[1], k + offset[2]].forEach((value, axis) => {
          first[axis] = Math.min(first[axis] as number, value);
        });
        [i + offset[0], j + offset[1], k + offset[2]].forEach((value, axis) => {
          last[axis] = Math.max(last[axis] as number, value);
        });
      }
    }
  }
  return {
    start: Int32Array.from(start),
    end: Int32Array.from(end),
    line: Int32Array.from(line),
    first: first as unknown as Index3,
    last: last as unknown as Index3,
    voxels,
  };
}

/** Sets a run set's voxels in a region's mask; what lies outside the region is left out. */
export function paintRuns(
  { start, end, line }: RunSet,
  mask: Uint8Array,
  region: Pick<Region, 'size' | 'offset'>,
  ny: number,
): void {
  for (let r = 0; r < line.length; r += 1)
    paintRun(mask, region, ny, start[r] as number, end[r] as number, line[r] as number);
}

/** Clears a run set's voxels in a region's mask. */
export function clearRuns(
  { start, end, line }: RunSet,
  mask: Uint8Array,
  region: Pick<Region, 'size' | 'offset'>,
  ny: number,
): void {
  for (let r = 0; r < line.length; r += 1)
    paintRun(mask, region, ny, start[r] as number, end[r] as number, line[r] as number, 0);
}

/** Sets (or clears, with 0) one run of the volume in a region's mask, clipped to the region. */
export function paintRun(
  mask: Uint8Array,
  { size, offset }: Pick<Region, 'size' | 'offset'>,
  ny: number,
  start: number,
  end: number,
  line: number,
  value: 0 | 1 = 1,
): void {
  const k = Math.floor(line / ny);
  const [j, slice] = [line - k * ny - offset[1], k - offset[2]];
  if (j < 0 || slice < 0 || j >= size[1] || slice >= size[2]) return;
  const from = Math.max(0, start - offset[0]);
  const to = Math.min(size[0] - 1, end - offset[0]);
  if (from > to) return;
  const base = size[0] * (j + size[1] * slice);
  mask.fill(value, base + from, base + to + 1);
}

/** Gap in mm between two boxes of voxel centres. */
export function boxGap(
  a: Pick<RunSet, 'first' | 'last'>,
  b: Pick<RunSet, 'first' | 'last'>,
  spacing: Vec3,
): number {
  let squared = 0;
  for (const axis of [0, 1, 2] as const) {
    const apart = Math.max(a.first[axis] - b.last[axis], b.first[axis] - a.last[axis], 0) * spacing[axis];
    squared += apart * apart;
  }
  return Math.sqrt(squared);
}

/** First run at or after a line. */
function firstAt(line: Int32Array, wanted: number): number {
  let low = 0;
  let high = line.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line[middle] as number) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Variances (mm2, divided by n) of a set's voxel centres along its principal axes, largest first. */
export function variancesOf({ start, end, line, voxels }: RunSet, ny: number, spacing: Vec3): Vec3 {
  let [x, y, z, xx, yy, zz, xy, xz, yz] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const [sx, sy, sz] = spacing;
  for (let r = 0; r < line.length; r += 1) {
    const k = Math.floor((line[r] as number) / ny);
    const v = ((line[r] as number) - k * ny) * sy;
    const w = k * sz;
    for (let i = start[r] as number; i <= (end[r] as number); i += 1) {
      const u = i * sx;
      x += u;
      y += v;
      z += w;
      xx += u * u;
      yy += v * v;
      zz += w * w;
      xy += u * v;
      xz += u * w;
      yz += v * w;
    }
  }
  [x, y, z] = [x / voxels, y / voxels, z / voxels];
  [xx, yy, zz] = [xx / voxels, yy / voxels, zz / voxels];
  [xy, xz, yz] = [xy / voxels, xz / voxels, yz / voxels];
  return principalVariances([xx - x * x, yy - y * y, zz - z * z, xy - x * y, xz - x * z, yz - y * z]);
}

/** Is a voxel one of the set's? `ny` is the volume's. */
export function holdsVoxel({ start, end, line }: RunSet, [i, j, k]: Index3, ny: number): boolean {
  const row = j + ny * k;
  for (let r = firstAt(line, row); r < line.length && line[r] === row; r += 1)
    if (i >= (start[r] as number) && i <= (end[r] as number)) return true;
  return false;
}

/** Do two sets have voxels whose centres lie within `reach` mm of each other? `ny` is the volume's. */
export function areWithin(one: RunSet, other: RunSet, reach: number, ny: number, spacing: Vec3): boolean {
  if (boxGap(one, other, spacing) > reach) return false;
  const [few, many] = one.line.length < other.line.length ? [one, other] : [other, one];
  const [sx, sy, sz] = spacing;
  const rows = Math.floor(reach / sy);
  const slices = Math.floor(reach / sz);
  for (let r = 0; r < few.line.length; r += 1) {
    const row = few.line[r] as number;
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    const kFrom = Math.max(many.first[2], k - slices);
    const kTo = Math.min(many.last[2], k + slices);
    const jFrom = Math.max(many.first[1], j - rows);
    const jTo = Math.min(many.last[1], j + rows);
    for (let c = kFrom; c <= kTo; c += 1) {
      const left = reach * reach - ((c - k) * sz) ** 2;
      if (left < 0) continue;
      let m = firstAt(many.line, jFrom + ny * c);
      for (; m < many.line.length && (many.line[m] as number) <= jTo + ny * c; m += 1) {
        const b = (many.line[m] as number) - ny * c;
        const gap = Math.max(
          (many.start[m] as number) - (few.end[r] as number),
          (few.start[r] as number) - (many.end[m] as number),
          0,
        );
        if ((gap * sx) ** 2 + ((b - j) * sy) ** 2 <= left) return true;
      }
    }
  }
  return false;
}
