import type { Vec3 } from '@calx/dicom';
import type { LesionInRegion } from './bone-relation.ts';
import { boxOf, cutRegion, toPatient, type Index3, type Region } from './grid.ts';
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
  /** Why there is no distance, a key of `lesion:joint.*`; null where there is one. */
  readonly why: 'oneBone' | 'noJoint' | null;
  /** The nearest points, LPS mm: on the lesion and in the joint space. */
  readonly nearest: readonly [Vec3, Vec3] | null;
}

/**
 * Where the mineral lies to the nearest joint. A joint space is where the surfaces of two bones face each other no
 * farther than `joint.width` apart: each of two points the other's nearest, to `joint.facing` mm, on at least
 * `joint.minArea`. Its middle counts. Bones are the bodies of dense bone within `joint.reach` of the mineral.
 */
export function jointRelation(land: Landscape, lesion: LesionInRegion): JointRelation {
  const { volume, rules, pause } = land;
  const region = regionAbout(land, lesion);
  const bones = bonesIn(land, lesion, region);
  if (bones.length < 2) return unknown('oneBone');
  const middles: Vec3[] = [];
  bones.forEach((bone, n) => {
    for (const other of bones.slice(n + 1)) {
      pause();
      middles.push(...facing(bone, other, land));
    }
  });
  if (middles.length === 0) return unknown('noJoint');
  const joint = new KdTree(middles);
  const mm = (i: number, j: number, k: number): Vec3 => [
    i * volume.spacing[0],
    j * volume.spacing[1],
    k * volume.spacing[2],
  ];
  let best: { readonly distance: number; readonly from: Index3; readonly to: Vec3 } | null = null;
  const [ox, oy, oz] = lesion.region.offset;
  eachPlace(lesion.region.size, lesion.surface, (i, j, k) => {
    const from: Index3 = [i + ox, j + oy, k + oz];
    const found = joint.nearest(mm(...from), best?.distance ?? Infinity);
    if (found) best = { distance: found.distance, from, to: found.point };
  });
  if (!best) return unknown('noJoint');
  const { from, to } = best as { readonly from: Index3; readonly to: Vec3 };
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
    why: null,
    nearest: [toPatient(volume, edge), toPatient(volume, target)],
  };
}

const unknown = (why: 'oneBone' | 'noJoint'): JointRelation => ({
  distance: null,
  low: null,
  high: null,
  why,
  nearest: null,
});

/** The surroundings of the mineral in which joints are looked for. */
function regionAbout({ volume, rules }: Landscape, { region, mineral }: LesionInRegion): Region {
  const { first, last } = boxOf(mineral, region.size);
  const reach = volume.spacing.map((step) => Math.ceil(rules.joint.reach / step));
  return cutRegion(
    volume,
    first.map((x, axis) => x + (region.offset[axis] ?? 0) - (reach[axis] ?? 0)) as unknown as Index3,
    last.map((x, axis) => x + (region.offset[axis] ?? 0) + (reach[axis] ?? 0)) as unknown as Index3,
  );
}

/** The surfaces of the bones in a region, mm along the volume's axes. */
function bonesIn(land: Landscape, { region: own, mineral }: LesionInRegion, region: Region): Vec3[][] {
  const { volume, rules, pause } = land;
  const { size, offset, values, spacing } = region;
  const dense = paintKinds(land, region, isBone);
  for (let at = 0; at < dense.length; at += 1)
    if ((values[at] as number) < rules.bone.surfaceHU) dense[at] = 0;
  const [dx, dy, dz] = own.offset.map((x, axis) => x - (offset[axis] ?? 0)) as unknown as Index3;
  for (let k = 0, at = 0; k < own.size[2]; k += 1)
    for (let j = 0; j < own.size[1]; j += 1)
      for (let i = 0; i < own.size[0]; i += 1, at += 1)
        if (mineral[at]) dense[i + dx + size[0] * (j + dy + size[1] * (k + dz))] = 0;
  pause();
  const labelling = labelRuns(dense, size, 1, 1);
  const least = rules.bone.minVolume / (spacing[0] * spacing[1] * spacing[2]);
  return labelling.components
    .filter(({ voxels }) => voxels >= least)
    .map(({ label }) => {
      const mask = new Uint8Array(dense.length);
      paintRuns(runsOfComponent(labelling, label), mask, { size, offset: [0, 0, 0] }, size[1]);
      const points: Vec3[] = [];
      eachPlace(size, surfacePlaces(mask, size), (i, j, k) => {
        points.push([
          (i + offset[0]) * volume.spacing[0],
          (j + offset[1]) * volume.spacing[1],
          (k + offset[2]) * volume.spacing[2],
        ]);
      });
      return points;
    });
}

/** The middles between places of two bones that are each other's nearest; none where they are too few for a joint. */
function facing(one: readonly Vec3[], other: readonly Vec3[], { volume, rules, pause }: Landscape): Vec3[] {
  const { width, facing: tolerance, minArea } = rules.joint;
  const [first, second] = [new KdTree(one), new KdTree(other)];
  const middles: Vec3[] = [];
  one.forEach((from, n) => {
    if (n % 1024 === 0) pause();
    const to = second.nearest(from, width)?.point;
    const back = to && first.nearest(to, width)?.point;
    if (!to || !back || Math.hypot(back[0] - from[0], back[1] - from[1], back[2] - from[2]) > tolerance)
      return;
    middles.push([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2]);
  });
  // A voxel of surface stands for about a face of it.
  const face = (volume.spacing[0] * volume.spacing[1] * volume.spacing[2]) ** (2 / 3);
  return middles.length * face >= minArea ? middles : [];
}
