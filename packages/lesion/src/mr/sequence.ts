import type { Geometry, Role, Vec3, Volume } from '@calx/dicom';
import { cutRegion, toIndex, toPatient, type Index3, type Region } from '../grid.ts';

/** An MR series as it is measured. */
export interface MrSequence {
  readonly volume: Volume;
  /** As people call it; names the sequence in refusals. */
  readonly name: string;
  readonly role: Role;
  /** How sure the role is, 0 to 1. */
  readonly roleConfidence: number;
  /** Frame of Reference UID; empty where the files have none, and then no other series shares it. */
  readonly frameOfReference: string;
  readonly fatSuppressed: boolean;
  /** Unit vector along which things fall, LPS; left out where the files do not say. */
  readonly gravity?: Vec3;
}

/** Voxels of one frame of reference, on the grid that they were found on. */
export interface SpatialMask {
  readonly geometry: Geometry;
  readonly region: Pick<Region, 'size' | 'offset'>;
  readonly mask: Uint8Array;
}

/** A mask on a region of a volume, with the volume's values there. */
export interface MaskedRegion {
  readonly region: Region;
  readonly mask: Uint8Array;
}

/**
 * A mask carried to another volume of the same frame of reference: a voxel belongs to it when its centre lies in a
 * voxel of the mask. The region has a margin in mm around it; null where none of it lies in the volume.
 */
export function carriedTo(volume: Volume, source: SpatialMask, margin: number): MaskedRegion | null {
  const box = boxIn(volume, source);
  if (!box) return null;
  const reach = volume.spacing.map((step) => Math.ceil(margin / step) + 1);
  const low = box.first.map((value, axis) => value - (reach[axis] ?? 0)) as unknown as Index3;
  const high = box.last.map((value, axis) => value + (reach[axis] ?? 0)) as unknown as Index3;
  const outside = volume.size.some((count, axis) => (high[axis] ?? 0) < 0 || (low[axis] ?? 0) >= count);
  if (outside) return null;
  const region = cutRegion(volume, low, high);
  const mask = new Uint8Array(region.values.length);
  const [nx, ny, nz] = region.size;
  let any = false;
  const inSource = membership(volume, source);
  for (let k = 0, at = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        if (!inSource(i + region.offset[0], j + region.offset[1], k + region.offset[2])) continue;
        mask[at] = 1;
        any = true;
      }
    }
  }
  return any ? { region, mask } : null;
}

/**
 * Whether the centre of a voxel of one grid lies in a mask on another. From index to index is affine, so three
 * differences say it all.
 */
function membership(
  from: Geometry,
  { geometry, region: { size, offset }, mask }: SpatialMask,
): (i: number, j: number, k: number) => boolean {
  const place = (index: Vec3): Vec3 => toIndex(geometry, toPatient(from, index));
  const zero = place([0, 0, 0]);
  const steps = (
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ] as const
  ).map((unit) => {
    const end = place(unit);
    return [end[0] - zero[0], end[1] - zero[1], end[2] - zero[2]] as const;
  });
  const [a, b, c] = steps as unknown as readonly [Vec3, Vec3, Vec3];
  const along = (axis: 0 | 1 | 2, i: number, j: number, k: number): number =>
    Math.round(zero[axis] + i * a[axis] + j * b[axis] + k * c[axis]) - offset[axis];
  return (i, j, k) => {
    const [x, y, z] = [along(0, i, j, k), along(1, i, j, k), along(2, i, j, k)];
    if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) return false;
    return mask[x + size[0] * (y + size[1] * z)] === 1;
  };
}

/** Box of a mask's voxels in the index frame of a volume. */
function boxIn(volume: Geometry, source: SpatialMask): { first: Index3; last: Index3 } | null {
  const { size, offset } = source.region;
  const bounds = indexBounds(source.mask, size);
  if (!bounds) return null;
  const first = [Infinity, Infinity, Infinity];
  const last = [-Infinity, -Infinity, -Infinity];
  for (let corner = 0; corner < 8; corner += 1) {
    const index = [0, 1, 2].map(
      (axis) => (offset[axis] ?? 0) + ((corner >> axis) & 1 ? bounds.last[axis] : bounds.first[axis])!,
    ) as unknown as Vec3;
    toIndex(volume, toPatient(source.geometry, index)).forEach((value, axis) => {
      first[axis] = Math.min(first[axis] as number, Math.floor(value));
      last[axis] = Math.max(last[axis] as number, Math.ceil(value));
    });
  }
  return { first: first as unknown as Index3, last: last as unknown as Index3 };
}

/** Least and greatest indices of a mask's voxels; null where it is empty. */
export function indexBounds(mask: Uint8Array, [nx, ny]: Index3): { first: Index3; last: Index3 } | null {
  const first = [Infinity, Infinity, Infinity];
  const last = [-1, -1, -1];
  for (let at = 0; at < mask.length; at += 1) {
    if (!mask[at]) continue;
    const row = Math.floor(at / nx);
    const index = [at - row * nx, row % ny, Math.floor(row / ny)];
    index.forEach((value, axis) => {
      if (value < (first[axis] as number)) first[axis] = value;
      if (value > (last[axis] as number)) last[axis] = value;
    });
  }
  return (last[0] as number) < 0
    ? null
    : { first: first as unknown as Index3, last: last as unknown as Index3 };
}
