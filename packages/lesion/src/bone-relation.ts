import type { Vec3, Volume } from '@calx/dicom';
import { boxOf, faceSteps, toPatient, type Index3, type Region } from './grid.ts';
import { isBone, type Landscape } from './landscape.ts';
import { nearestPairs, PointBlocks, type Pair } from './nearest-pairs.ts';
import type { CtRules } from './rules.ts';
import { surfaceGap, type SurfaceGap } from './surface-gap.ts';
import { eachPlace, surfacePlaces } from './surface-places.ts';

export interface BoneRelation {
  /** Gap between the surfaces in mm, 0 where they touch; null without bone within reach. */
  readonly distance: number | null;
  /** mm2 of voxel faces shared by the mineral (or the given mass) and bone. */
  readonly contactArea: number;
  readonly touches: boolean;
  /** The nearest points, LPS mm: on the lesion and on the bone. */
  readonly nearest: readonly [Vec3, Vec3] | null;
  /** Lowest HU between the nearest points: what fills the cleft; null where they touch. */
  readonly cleftHU: number | null;
}

/** The voxels of a lesion and of the bone around it, in a region of the volume with room about the lesion. */
export interface LesionInRegion {
  readonly region: Region;
  readonly mineral: Uint8Array;
  readonly bone: Uint8Array;
  readonly mass: Uint8Array | null;
  /** Places of the mineral's surface, see `surfacePlaces`. */
  readonly surface: Int32Array;
}

/** Where the mineral lies to the nearest bone. Bone's surface is where its density passes `bone.surfaceHU`. */
export function boneRelation(land: Landscape, lesion: LesionInRegion): BoneRelation {
  const { volume, rules } = land;
  const pairs = pairsWithBone(land, lesion);
  const [first] = pairs;
  const contactArea = contactWith(lesion);
  // Two surfaces nearer than a voxel's longest edge can't be told apart.
  const touches = contactArea > 0 || isBeside(lesion, rules);
  if (!first) return { distance: touches ? 0 : null, contactArea, touches, nearest: null, cleftHU: null };
  const whole = { size: volume.size as Index3, spacing: volume.spacing, values: volume.data };
  let gap: SurfaceGap | undefined;
  for (const { from, to } of pairs) {
    const found = surfaceGap(whole, from, to);
    if (!gap || found.distance < gap.distance) gap = found;
  }
  const { distance, ends, lowest } = gap ?? surfaceGap(whole, first.from, first.to);
  return {
    distance: touches ? 0 : distance,
    contactArea,
    touches,
    nearest: [toPatient(volume, ends[0]), toPatient(volume, ends[1])],
    cleftHU: touches ? null : lowest,
  };
}

/** mm2 of voxel faces between the mineral (or the given mass) and bone. */
function contactWith({ region, bone, mass, surface }: LesionInRegion): number {
  const { size, spacing } = region;
  const steps = faceSteps(size);
  const faceArea = [spacing[1] * spacing[2], spacing[0] * spacing[2], spacing[0] * spacing[1]];
  const free = mass?.map((set, at) => (set && !bone[at] ? 1 : 0));
  let area = 0;
  eachPlace(size, free ? surfacePlaces(free, size) : surface, (i, j, k, at) => {
    for (let n = 0; n < steps.length; n += 1) {
      const [a, b, c, step] = steps[n] as (typeof steps)[number];
      if (bone[at + step] && inside(size, i + a, j + b, k + c)) area += faceArea[n >> 1] as number;
    }
  });
  return area;
}

/** Is the gap between mineral and any voxel of bone, also its thin or faint parts, too small to be seen? */
function isBeside({ region: { size, spacing }, bone, surface }: LesionInRegion, rules: CtRules): boolean {
  const reach = rules.contact.resolutionShare * Math.max(...spacing) + Math.min(...spacing);
  const [rx = 0, ry = 0, rz = 0] = spacing.map((step) => Math.floor(reach / step));
  const steps: Index3[] = [];
  for (let c = -rz; c <= rz; c += 1)
    for (let b = -ry; b <= ry; b += 1)
      for (let a = -rx; a <= rx; a += 1)
        if (Math.hypot(a * spacing[0], b * spacing[1], c * spacing[2]) < reach) steps.push([a, b, c]);
  const moves = steps.map(([a, b, c]) => a + size[0] * (b + size[1] * c));
  let beside = false;
  eachPlace(size, surface, (i, j, k, at) => {
    for (let n = 0; n < moves.length && !beside; n += 1) {
      if (!bone[at + (moves[n] as number)]) continue;
      const [a, b, c] = steps[n] as Index3;
      beside = inside(size, i + a, j + b, k + c);
    }
  });
  return beside;
}

function inside(size: Index3, i: number, j: number, k: number): boolean {
  return i >= 0 && j >= 0 && k >= 0 && i < size[0] && j < size[1] && k < size[2];
}

/**
 * Pairs of mineral and bone voxels from which the narrowest gap is found: from the mineral within a voxel edge of the
 * nearest one, each to its nearest bone, for centres alone place a surface to half a voxel only. Bone is looked for
 * in ever larger surroundings. Places are of the volume.
 */
function pairsWithBone(land: Landscape, lesion: LesionInRegion): Pair[] {
  const { volume, rules } = land;
  const mineral = surfaceOf(lesion);
  const slack = Math.min(...volume.spacing);
  for (let reach = firstReach; ; reach = Math.min(2 * reach, rules.lesion.regionRadius)) {
    const pairs = nearestPairs(mineral, solidBone(land, lesion, reach), volume.spacing, slack);
    const [first] = pairs;
    const found = first !== undefined && pairs.some(({ distance }) => distance <= reach);
    if (found || reach >= rules.lesion.regionRadius) return pairs;
  }
}

/** Surroundings of the lesion's box, mm, in which bone is looked for first. */
const firstReach = 12;

function surfaceOf({ region: { size, offset }, surface }: LesionInRegion): PointBlocks {
  const points = new PointBlocks();
  eachPlace(size, surface, (i, j, k) => points.add(i + offset[0], j + offset[1], k + offset[2]));
  return points;
}

/** The surface of dense bone within `reach` mm of the lesion's box. */
function solidBone(land: Landscape, lesion: LesionInRegion, reach: number): PointBlocks {
  const { labelling, kinds, volume, pause } = land;
  const { runs, lineStart } = labelling;
  const ny = volume.size[1];
  const [low, high] = boxAround(lesion, reach, volume);
  const isSurface = surfaceTest(land, lesion);
  const points = new PointBlocks();
  for (let k = low[2]; k <= high[2]; k += 1) {
    pause();
    for (let j = low[1]; j <= high[1]; j += 1) {
      const line = j + ny * k;
      for (let r = lineStart[line] as number; r < (lineStart[line + 1] as number); r += 1) {
        if (!isBone(kinds[runs.label[r] as number])) continue;
        const to = Math.min(high[0], runs.end[r] as number);
        for (let i = Math.max(low[0], runs.start[r] as number); i <= to; i += 1)
          if (isSurface(i, j, k)) points.add(i, j, k);
      }
    }
  }
  return points;
}

/** Asks of a voxel of the volume whether it is dense, none of the lesion's, and one across a face is not so. */
function surfaceTest(
  { volume, rules }: Landscape,
  { region, mineral }: LesionInRegion,
): (i: number, j: number, k: number) => boolean {
  const { data } = volume;
  const [nx, ny, nz] = volume.size as Index3;
  const plane = nx * ny;
  const least = rules.bone.surfaceHU;
  const [oi, oj, ok] = region.offset;
  const [width, height, depth] = region.size;
  const isLesion = (i: number, j: number, k: number): boolean => {
    const [a, b, c] = [i - oi, j - oj, k - ok];
    if (a < 0 || b < 0 || c < 0 || a >= width || b >= height || c >= depth) return false;
    return mineral[a + width * (b + height * c)] === 1;
  };
  return (i, j, k) => {
    const at = i + nx * (j + ny * k);
    if ((data[at] as number) < least || isLesion(i, j, k)) return false;
    if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) return true;
    return (
      (data[at - 1] as number) < least ||
      (data[at + 1] as number) < least ||
      (data[at - nx] as number) < least ||
      (data[at + nx] as number) < least ||
      (data[at - plane] as number) < least ||
      (data[at + plane] as number) < least ||
      isLesion(i - 1, j, k) ||
      isLesion(i + 1, j, k) ||
      isLesion(i, j - 1, k) ||
      isLesion(i, j + 1, k) ||
      isLesion(i, j, k - 1) ||
      isLesion(i, j, k + 1)
    );
  };
}

/** The mineral's bounding box widened by `reach` mm, within the volume. */
function boxAround({ region, mineral }: LesionInRegion, reach: number, volume: Volume): [Index3, Index3] {
  const { first, last } = boxOf(mineral, region.size);
  const steps = volume.spacing.map((step) => Math.ceil(reach / step));
  const low = first.map((value, axis) =>
    Math.max(0, value + (region.offset[axis] ?? 0) - (steps[axis] ?? 0)),
  );
  const high = last.map((value, axis) =>
    Math.min((volume.size[axis] ?? 1) - 1, value + (region.offset[axis] ?? 0) + (steps[axis] ?? 0)),
  );
  return [low as unknown as Index3, high as unknown as Index3];
}
