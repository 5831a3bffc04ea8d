import type { Geometry, Vec3 } from '@calx/dicom';
import { distanceTo } from './distance-transform.ts';
import { eachSet, faceSteps, toPatient, type Index3, type Region } from './grid.ts';
import type { CtRules } from './rules.ts';
import { surfaceGap, type SurfaceGap } from './surface-gap.ts';

export interface BoneRelation {
  /** Gap between the surfaces in mm, 0 where they touch; null without bone in the region. */
  readonly distance: number | null;
  /** mm2 of voxel faces shared by the mineral (or the given mass) and bone. */
  readonly contactArea: number;
  readonly touches: boolean;
  /** The nearest points, LPS mm: on the lesion and on the bone. */
  readonly nearest: readonly [Vec3, Vec3] | null;
}

/** Where the mineral lies to the nearest bone. Bone's surface is where its density passes `bone.surfaceHU`. */
export function boneRelation(
  mineral: Uint8Array,
  bone: Uint8Array,
  region: Region,
  geometry: Geometry,
  rules: CtRules,
  mass: Uint8Array | null = null,
): BoneRelation {
  const { size, spacing, values } = region;
  const solid = Uint8Array.from(bone, (set, at) =>
    set && (values[at] as number) >= rules.bone.surfaceHU ? 1 : 0,
  );
  const steps = faceSteps(size);
  const faceArea = [spacing[1] * spacing[2], spacing[0] * spacing[2], spacing[0] * spacing[1]];
  let contactArea = 0;
  eachSet(size, mass ?? mineral, (i, j, k, at) => {
    if (mass && bone[at]) return;
    steps.forEach(([a, b, c, step], n) => {
      if (inside(size, i + a, j + b, k + c) && bone[at + step])
        contactArea += faceArea[Math.floor(n / 2)] as number;
    });
  });
  const distance = distanceTo(solid, size, spacing);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < mineral.length; at += 1)
    if (mineral[at]) least = Math.min(least, distance[at] as number);
  if (!Number.isFinite(least)) return { distance: null, contactArea: 0, touches: false, nearest: null };
  const gap = narrowest(mineral, solid, distance, least, region);
  const patient = (index: Vec3): Vec3 =>
    toPatient(geometry, index.map((value, axis) => value + (region.offset[axis] ?? 0)) as unknown as Vec3);
  // Two surfaces nearer than a voxel's longest edge can't be told apart.
  const touches =
    contactArea > 0 ||
    nearestGap(mineral, bone, region) < rules.contact.resolutionShare * Math.max(...spacing);
  return {
    distance: touches ? 0 : gap.distance,
    contactArea,
    touches,
    nearest: [patient(gap.ends[0]), patient(gap.ends[1])],
  };
}

/** Gap in mm between mineral and anything that belongs to bone, also its thin or faint parts. */
function nearestGap(mineral: Uint8Array, bone: Uint8Array, { size, spacing }: Region): number {
  const distance = distanceTo(bone, size, spacing);
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < mineral.length; at += 1)
    if (mineral[at]) least = Math.min(least, distance[at] as number);
  return least - Math.min(...spacing);
}

function inside([nx, ny, nz]: Index3, i: number, j: number, k: number): boolean {
  return i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz;
}

/**
 * The narrowest gap from the mineral voxels that lie within a voxel edge of the nearest one, each to its nearest bone
 * voxels: centres alone place a surface to half a voxel only, and several may tie.
 */
function narrowest(
  mineral: Uint8Array,
  solid: Uint8Array,
  distance: Float32Array,
  least: number,
  region: Region,
): SurfaceGap {
  const limit = least + Math.min(...region.spacing);
  let best: SurfaceGap | undefined;
  eachSet(region.size, mineral, (i, j, k, at) => {
    const away = distance[at] as number;
    if (away > limit) return;
    for (const to of nearestSet(solid, region, [i, j, k], away)) {
      const gap = surfaceGap(region, [i, j, k], to);
      if (!best || gap.distance < best.distance) best = gap;
    }
  });
  return (
    best ?? {
      distance: least,
      ends: [
        [0, 0, 0],
        [0, 0, 0],
      ],
    }
  );
}

/** Difference (mm) below which two distances are one. */
const tie = 1e-3;

/** The set voxels at that distance from a voxel, looked for on the shell alone. */
function nearestSet(mask: Uint8Array, { size, spacing }: Region, from: Index3, distance: number): Index3[] {
  const found: Index3[] = [];
  const [, ry = 0, rz = 0] = spacing.map((step) => Math.ceil(distance / step));
  for (let c = -rz; c <= rz; c += 1) {
    for (let b = -ry; b <= ry; b += 1) {
      const rest = distance ** 2 - (b * spacing[1]) ** 2 - (c * spacing[2]) ** 2;
      const a = Math.round(Math.sqrt(Math.max(0, rest)) / spacing[0]);
      if (Math.abs(Math.hypot(a * spacing[0], b * spacing[1], c * spacing[2]) - distance) > tie) continue;
      for (const step of a === 0 ? [0] : [a, -a]) {
        const [i, j, k] = [from[0] + step, from[1] + b, from[2] + c];
        if (inside(size, i, j, k) && mask[i + size[0] * (j + size[1] * k)]) found.push([i, j, k]);
      }
    }
  }
  return found;
}
