import type { Geometry, Vec3, Volume } from '@calx/dicom';
import { lineEnds, maskRuns } from './mask-runs.ts';

/** Whole voxel numbers along i, j, k. */
export type Index3 = readonly [number, number, number];

/** A box of voxels cut out of a volume; `offset` is the volume's index of the region's voxel (0, 0, 0). */
export interface Region {
  readonly size: Index3;
  readonly offset: Index3;
  readonly spacing: Vec3;
  /** Values of the volume, i fastest, of the volume's own kind. */
  readonly values: Volume['data'];
}

/** LPS mm of a voxel's centre; the index may be fractional. */
export function toPatient(geometry: Geometry, [i, j, k]: Vec3): Vec3 {
  const { origin, spacing, axes } = geometry;
  const at = (axis: 0 | 1 | 2): number =>
    origin[axis] +
    i * spacing[0] * axes[0][axis] +
    j * spacing[1] * axes[1][axis] +
    k * spacing[2] * axes[2][axis];
  return [at(0), at(1), at(2)];
}

/** Fractional voxel index of a point in LPS mm; the axes are orthonormal. */
export function toIndex(geometry: Geometry, point: Vec3): Vec3 {
  const { origin, spacing, axes } = geometry;
  const d: Vec3 = [point[0] - origin[0], point[1] - origin[1], point[2] - origin[2]];
  const along = (axis: 0 | 1 | 2): number =>
    (d[0] * axes[axis][0] + d[1] * axes[axis][1] + d[2] * axes[axis][2]) / spacing[axis];
  return [along(0), along(1), along(2)];
}

export function voxelVolume({ spacing }: Pick<Geometry, 'spacing'>): number {
  return spacing[0] * spacing[1] * spacing[2];
}

/** The volume's axes, those of the patient's axial plane first (in their order), the one along the patient last. */
export function axialOrder({ axes }: Pick<Geometry, 'axes'>): Index3 {
  const along = axes.map((axis) => Math.abs(axis[2]));
  const last = along.indexOf(Math.max(...along));
  return last === 2 ? [0, 1, 2] : last === 1 ? [0, 2, 1] : [1, 2, 0];
}

/** The box of voxels from `first` to `last` (inclusive), clipped to the volume. */
export function cutRegion(volume: Volume, first: Index3, last: Index3): Region {
  const low = first.map((value) => Math.max(0, Math.floor(value))) as unknown as Index3;
  const high = last.map((value, axis) =>
    Math.min((volume.size[axis] ?? 1) - 1, Math.ceil(value)),
  ) as unknown as Index3;
  const size: Index3 = [high[0] - low[0] + 1, high[1] - low[1] + 1, high[2] - low[2] + 1];
  const values = alike(volume.data, size[0] * size[1] * size[2]);
  const [nx, ny] = volume.size;
  for (let k = 0, to = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1, to += size[0]) {
      const from = low[0] + nx * (low[1] + j + ny * (low[2] + k));
      values.set(volume.data.subarray(from, from + size[0]), to);
    }
  }
  return { size, offset: low, spacing: volume.spacing, values };
}

/** An empty array of the same kind of numbers. */
function alike(data: Volume['data'], length: number): Volume['data'] {
  return data instanceof Int16Array ? new Int16Array(length) : new Float32Array(length);
}

/** Calls back for each voxel whose mask is set, with its place in the region. */
export function eachSet(
  size: Index3,
  mask: Uint8Array,
  visit: (i: number, j: number, k: number, at: number) => void,
): void {
  const runs = maskRuns(mask, size[0]);
  for (let r = 0; r < runs.length; r += 2) {
    const row = Math.floor((runs[r] as number) / size[0]);
    const k = Math.floor(row / size[1]);
    const j = row - k * size[1];
    for (let at = runs[r] as number; at <= (runs[r + 1] as number); at += 1)
      visit(at - row * size[0], j, k, at);
  }
}

/** First and last index of a mask's set voxels along each axis; last is -1 where none is set. */
export function boxOf(mask: Uint8Array, size: Index3): { readonly first: Index3; readonly last: Index3 } {
  let [i0, j0, k0] = size;
  let [i1, j1, k1] = [-1, -1, -1];
  const { first, last } = lineEnds(mask, size[0]);
  for (let line = 0; line < last.length; line += 1) {
    if ((last[line] as number) < 0) continue;
    const k = Math.floor(line / size[1]);
    const j = line - k * size[1];
    i0 = Math.min(i0, first[line] as number);
    i1 = Math.max(i1, last[line] as number);
    j0 = Math.min(j0, j);
    j1 = Math.max(j1, j);
    k0 = Math.min(k0, k);
    k1 = k;
  }
  return { first: [i0, j0, k0], last: [i1, j1, k1] };
}

export function countSet(mask: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < mask.length; at += 1) count += mask[at] ? 1 : 0;
  return count;
}

/** Neighbours across the six faces: steps in index and in place, given a region's size. */
export function faceSteps(size: Index3): readonly (readonly [number, number, number, number])[] {
  const [nx, ny] = size;
  return [
    [1, 0, 0, 1],
    [-1, 0, 0, -1],
    [0, 1, 0, nx],
    [0, -1, 0, -nx],
    [0, 0, 1, nx * ny],
    [0, 0, -1, -nx * ny],
  ];
}

/** The part of a region that holds a mask with a margin of voxels around it, and masks cut alike. */
export function cropTo(
  region: Region,
  mask: Uint8Array,
  margin: number,
): { readonly region: Region; crop(other: Uint8Array): Uint8Array } {
  const { first, last } = boxOf(mask, region.size);
  return cropToBox(region, first, last, margin);
}

/** The part of a region from `first` to `last` (inclusive) with a margin of voxels, and masks cut alike. */
export function cropToBox(
  region: Region,
  first: Index3,
  last: Index3,
  margin: number,
): { readonly region: Region; crop(other: Uint8Array): Uint8Array } {
  const low = first.map((value) => Math.max(0, value - margin));
  const high = last.map((value, axis) => Math.min((region.size[axis] as number) - 1, value + margin));
  const size = low.map((value, axis) => (high[axis] as number) - value + 1) as unknown as Index3;
  if (size.every((value, axis) => value === region.size[axis])) return { region, crop: (other) => other };
  const [ox = 0, oy = 0, oz = 0] = low;
  const copy = <Values extends Uint8Array | Volume['data']>(from: Values, to: Values): Values => {
    for (let k = 0, at = 0; k < size[2]; k += 1) {
      for (let j = 0; j < size[1]; j += 1, at += size[0]) {
        const start = ox + region.size[0] * (j + oy + region.size[1] * (k + oz));
        to.set(from.subarray(start, start + size[0]), at);
      }
    }
    return to;
  };
  const count = size[0] * size[1] * size[2];
  return {
    region: {
      size,
      offset: [region.offset[0] + ox, region.offset[1] + oy, region.offset[2] + oz],
      spacing: region.spacing,
      values: copy(region.values, alike(region.values, count)),
    },
    crop: (other) => copy(other, new Uint8Array(count)),
  };
}
