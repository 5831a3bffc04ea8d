import type { Vec3 } from '@calx/dicom';
import type { LesionInRegion } from './bone-relation.ts';
import { spacesBetween, type Space } from './facing-surfaces.ts';
import { boxOf, cutRegion, eachSet, toPatient, voxelVolume, type Index3, type Region } from './grid.ts';
import { labelRuns } from './label-runs.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { KdTree } from './kd-tree.ts';
import { paintRuns, runsOfComponent } from './run-set.ts';
import { eachPlace, surfacePlaces } from './surface-places.ts';
import { edgeAlong } from './surface-gap.ts';

export interface JointRelation {
  /** From the mineral's surface to the nearest place midway between two bones that face each other, mm. */
  readonly distance: number | null;
  /** Bounds in mm: where two bones cease to face each other is known to `joint.facing`; null without a distance. */
  readonly low: number | null;
  readonly high: number | null;
  /**
   * Why there is no distance, or why what it leads to may be no joint, a key of `lesion:joint.*`: `otherSpace` where
   * one of the two bones faces a bone on a larger place, as the humerus does at the glenoid, not at the acromion.
   */
  readonly why: 'oneBone' | 'noJoint' | 'otherSpace' | null;
  /** The nearest points, LPS mm: on the lesion and in the joint space. */
  readonly nearest: readonly [Vec3, Vec3] | null;
}

/** A space between two bones that may be a joint. */
interface JointSpace {
  readonly middles: KdTree;
  /** It is not much smaller than any other that one of its bones bounds. */
  readonly main: boolean;
}

interface Nearest {
  readonly distance: number;
  readonly from: Index3;
  readonly to: Vec3;
  readonly main: boolean;
}

/**
 * Where the mineral lies to the nearest joint. A joint space is where the surfaces of two bones face each other no
 * farther than `joint.width` apart: each of two points the other's nearest, to `joint.facing` mm, on at least
 * `joint.minArea`. Its middle counts. Bones are the bodies of dense bone within `joint.reach` of the mineral.
 */
export function jointRelation(land: Landscape, lesion: LesionInRegion): JointRelation {
  const { volume, rules } = land;
  const bones = bonesAbout(land, lesion);
  if (bones.length < 2) return unknown('oneBone');
  const spaces = jointSpaces(bones, land);
  const mm = (i: number, j: number, k: number): Vec3 => [
    i * volume.spacing[0],
    j * volume.spacing[1],
    k * volume.spacing[2],
  ];
  let best: Nearest | null = null;
  const [ox, oy, oz] = lesion.region.offset;
  for (const { middles, main } of spaces)
    eachPlace(lesion.region.size, lesion.surface, (i, j, k) => {
      const from: Index3 = [i + ox, j + oy, k + oz];
      const found = middles.nearest(mm(...from), best?.distance ?? Infinity);
      if (found) best = { distance: found.distance, from, to: found.point, main };
    });
  if (!best) return unknown('noJoint');
  const { from, to, main } = best as Nearest;
  const target: Vec3 = [to[0] / volume.spacing[0], to[1] / volume.spacing[1], to[2] / volume.spacing[2]];
  const whole = { size: volume.size as Index3, spacing: volume.spacing, values: volume.data };
  const edge = edgeAlong(whole, from, target);
  const distance = Math.hypot(
    ...edge.map((x, axis) => (x - (target[axis] ?? 0)) * (volume.spacing[axis] ?? 1)),
  );
  const { facing: slack } = rules.joint;
  return {
    distance,
    low: Math.max(0, distance - slack),
    high: distance + slack,
    why: main ? null : 'otherSpace',
    nearest: [toPatient(volume, edge), toPatient(volume, target)],
  };
}

/** The spaces between any two of the bones that have the area of a joint. */
function jointSpaces(bones: readonly (readonly Vec3[])[], { volume, rules, pause }: Landscape): JointSpace[] {
  // A voxel of surface stands for about a face of it.
  const least = rules.joint.minArea / voxelVolume(volume) ** (2 / 3);
  const found: { readonly space: Space; readonly between: readonly [number, number] }[] = [];
  bones.forEach((bone, n) => {
    for (let m = n + 1; m < bones.length; m += 1)
      for (const space of spacesBetween(bone, bones[m] ?? [], rules.joint, pause))
        if (space.length >= least) found.push({ space, between: [n, m] });
  });
  return found.map(({ space, between }) => {
    const beside = found.filter((other) => other.between.some((bone) => between.includes(bone)));
    const most = Math.max(...beside.map((other) => other.space.length));
    return { middles: new KdTree(space), main: space.length >= rules.joint.mainShare * most };
  });
}

const unknown = (why: 'oneBone' | 'noJoint'): JointRelation => ({
  distance: null,
  low: null,
  high: null,
  why,
  nearest: null,
});

/** First and last voxel of the volume, along each axis, of the surroundings in which joints are looked for. */
type Box = readonly [Index3, Index3];

function boxAbout({ volume, rules }: Landscape, { region, mineral }: LesionInRegion): Box {
  const { first, last } = boxOf(mineral, region.size);
  const reach = volume.spacing.map((step) => Math.ceil(rules.joint.reach / step));
  const low = first.map((x, axis) => Math.max(0, x + (region.offset[axis] ?? 0) - (reach[axis] ?? 0)));
  const high = last.map((x, axis) =>
    Math.min((volume.size[axis] ?? 1) - 1, x + (region.offset[axis] ?? 0) + (reach[axis] ?? 0)),
  );
  return [low as unknown as Index3, high as unknown as Index3];
}

/** The part of a box that holds its bone, which mostly is a small one; null without any. */
function boneWithin({ labelling, kinds, volume }: Landscape, [low, high]: Box): Region | null {
  const { runs, lineStart } = labelling;
  const [from, to] = [[...high], [...low]] as [number[], number[]];
  let any = false;
  const widen = (axis: number, least: number, most: number): void => {
    from[axis] = Math.min(from[axis] as number, least);
    to[axis] = Math.max(to[axis] as number, most);
  };
  for (let k = low[2]; k <= high[2]; k += 1)
    for (let j = low[1]; j <= high[1]; j += 1) {
      const line = j + volume.size[1] * k;
      for (let r = lineStart[line] as number; r < (lineStart[line + 1] as number); r += 1) {
        const [start, end] = [runs.start[r] as number, runs.end[r] as number];
        if (end < low[0] || start > high[0] || !isBone(kinds[runs.label[r] as number])) continue;
        any = true;
        widen(0, Math.max(low[0], start), Math.min(high[0], end));
        widen(1, j, j);
        widen(2, k, k);
      }
    }
  if (!any) return null;
  // With a layer of voxels about it, as far as the box goes: a surface is where bone ends.
  return cutRegion(
    volume,
    from.map((x, axis) => Math.max(low[axis] as number, x - 1)) as unknown as Index3,
    to.map((x, axis) => Math.min(high[axis] as number, x + 1)) as unknown as Index3,
  );
}

/** The surfaces of the bones about a lesion, mm along the volume's axes; none of fewer than two. */
function bonesAbout(land: Landscape, lesion: LesionInRegion): Vec3[][] {
  const { rules, pause } = land;
  const { region: own, mineral } = lesion;
  const box = boxAbout(land, lesion);
  const region = boneWithin(land, box);
  if (!region) return [];
  const { size, offset, values, spacing } = region;
  const dense = paintKinds(land, region, isBone);
  eachSet(size, dense, (_i, _j, _k, at) => {
    if ((values[at] as number) < rules.bone.surfaceHU) dense[at] = 0;
  });
  const [dx, dy, dz] = own.offset.map((x, axis) => x - (offset[axis] ?? 0)) as unknown as Index3;
  eachSet(own.size, mineral, (i, j, k) => {
    const [x, y, z] = [i + dx, j + dy, k + dz];
    if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) return;
    dense[x + size[0] * (y + size[1] * z)] = 0;
  });
  pause();
  const labelling = labelRuns(dense, size, 1, 1);
  const least = rules.bone.minVolume / voxelVolume(region);
  const bones = labelling.components.filter(({ voxels }) => voxels >= least);
  if (bones.length < 2) return [];
  return bones.map(({ label }) => {
    const mask = new Uint8Array(dense.length);
    paintRuns(runsOfComponent(labelling, label), mask, { size, offset: [0, 0, 0] }, size[1]);
    const surface: Vec3[] = [];
    eachPlace(size, surfacePlaces(mask, size), (...place) => {
      const step = stepToEdge(place, mask, region, rules.bone.surfaceHU);
      // Counted from the box about the lesion, so that the last digits do not depend on where its bone lies.
      const along = (axis: 0 | 1 | 2): number =>
        (place[axis] + offset[axis] - box[0][axis] + step[axis] + box[0][axis]) * spacing[axis];
      surface.push([along(0), along(1), along(2)]);
    });
    return surface;
  });
}

/**
 * Steps in index from a voxel to where a bone's surface passes by it: the foot on the plane through the places,
 * between the voxel and its neighbours outside, at which the density falls to that of bone's surface.
 */
function stepToEdge(
  [i, j, k]: readonly [number, number, number, ...unknown[]],
  mask: Uint8Array,
  { size, spacing, values }: Region,
  surfaceHU: number,
): Vec3 {
  const here = i + size[0] * (j + size[1] * k);
  const inside = values[here] as number;
  const slopes: [number, number, number] = [0, 0, 0];
  const steps = [1, size[0], size[0] * size[1]];
  [i, j, k].forEach((place, axis) => {
    for (const side of [-1, 1]) {
      const beyond = here + side * (steps[axis] ?? 0);
      if (place + side < 0 || place + side >= (size[axis] ?? 0) || mask[beyond]) continue;
      const share = (inside - surfaceHU) / Math.max(1, inside - (values[beyond] as number));
      const slope = 1 / ((spacing[axis] ?? 1) * Math.min(1, Math.max(leastShare, share)));
      if (slope > Math.abs(slopes[axis] ?? 0)) slopes[axis as 0 | 1 | 2] = side * slope;
    }
  });
  const square = slopes.reduce((sum, slope) => sum + slope * slope, 0) || 1;
  const along = (axis: 0 | 1 | 2): number => slopes[axis] / square / spacing[axis];
  return [along(0), along(1), along(2)];
}

/** Of a step from a voxel to its neighbour: a surface is not nearer to the voxel's centre. */
const leastShare = 0.02;
