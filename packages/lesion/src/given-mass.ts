import type { Vec3 } from '@calx/dicom';
import { fusedPieces } from './fused-pieces.ts';
import { boxOf, cutRegion, eachSet, toIndex, type Index3, type Region } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { lumpsOnBone } from './lumps-on-bone.ts';
import { maskOf } from './morphology.ts';
import { LesionError } from './refusal.ts';
import { paintRun, paintRuns } from './run-set.ts';

/** Room around a given mass in which its bone is looked for, mm. */
const marginMm = 30;

/**
 * The mineral of a given mass (a mask of the whole volume): its voxels at or above the threshold, bone and specks of
 * noise left out.
 * @throws LesionError `otherGrid`, `emptyMask`
 */
export function withinMass(land: Landscape, mask: Uint8Array): GrownLesion & { readonly mass: Uint8Array } {
  const { volume, threshold } = land;
  if (mask.length !== volume.data.length) throw new LesionError('otherGrid');
  const region = regionOf(land, mask);
  const mass = cutMask(mask, volume.size as Index3, region);
  const bone = paintKinds(land, region, isBone);
  // What has grown onto bone, leans on it or has eaten into it is mineral where the outline says so.
  const onBone = new Uint8Array(bone.length);
  for (const runs of [...fusedPieces(land, region), ...lumpsOnBone(land)])
    paintRuns(runs, onBone, region, volume.size[1]);
  for (let at = 0; at < bone.length; at += 1) if (onBone[at] && mass[at]) bone[at] = 0;
  const specks = paintSpecks(land, region);
  const mineral = maskOf(
    mass,
    (set, at) => set > 0 && !bone[at] && !specks[at] && (region.values[at] as number) >= threshold,
  );
  return { region, mineral, bone, mass };
}

function regionOf({ volume }: Landscape, mask: Uint8Array): Region {
  const { first, last } = boxOf(mask, volume.size as Index3);
  if (last[0] < 0) throw new LesionError('emptyMask');
  const margin = volume.spacing.map((step) => Math.ceil(marginMm / step));
  return cutRegion(
    volume,
    first.map((value, axis) => value - (margin[axis] ?? 0)) as unknown as Index3,
    last.map((value, axis) => value + (margin[axis] ?? 0)) as unknown as Index3,
  );
}

/**
 * The mineral in a box with corners in LPS mm, along the volume's axes: clumps, and what has grown onto bone or leans
 * on it; bone, metal and specks of noise left out.
 * @throws LesionError `outsideVolume`, `emptyBox`
 */
export function withinBox(land: Landscape, [a, b]: readonly [Vec3, Vec3]): GrownLesion {
  const { volume, threshold } = land;
  const [p, q] = [toIndex(volume, a), toIndex(volume, b)];
  const low = p.map((x, axis) => Math.round(Math.min(x, q[axis] ?? x))) as unknown as Index3;
  const high = p.map((x, axis) => Math.round(Math.max(x, q[axis] ?? x))) as unknown as Index3;
  if (high.some((x, axis) => x < 0 || (low[axis] ?? 0) >= (volume.size[axis] ?? 0)))
    throw new LesionError('outsideVolume');
  const margin = volume.spacing.map((step) => Math.ceil(marginMm / step));
  const region = cutRegion(
    volume,
    low.map((x, axis) => x - (margin[axis] ?? 0)) as unknown as Index3,
    high.map((x, axis) => x + (margin[axis] ?? 0)) as unknown as Index3,
  );
  const within = (i: number, j: number, k: number): boolean =>
    [i, j, k].every((x, axis) => {
      const place = x + (region.offset[axis] ?? 0);
      return place >= (low[axis] ?? 0) && place <= (high[axis] ?? 0);
    });
  const specks = paintSpecks(land, region);
  const found = paintKinds(land, region, (kind) => !isBone(kind) && kind !== 'metal');
  for (const runs of [...fusedPieces(land, region), ...lumpsOnBone(land)])
    paintRuns(runs, found, region, volume.size[1]);
  const mineral = new Uint8Array(found.length);
  eachSet(region.size, found, (i, j, k, at) => {
    const value = region.values[at] as number;
    const ofMineral = value >= threshold && value < land.rules.mineral.metalHU;
    if (!specks[at] && within(i, j, k) && ofMineral) mineral[at] = 1;
  });
  if (!mineral.includes(1)) throw new LesionError('emptyBox');
  const bone = paintKinds(land, region, isBone);
  for (let at = 0; at < bone.length; at += 1) if (mineral[at]) bone[at] = 0;
  return { region, mineral, bone };
}

/** The part of a mask of the volume that lies in a region, as ones and zeros. */
function cutMask(mask: Uint8Array, [nx, ny]: Index3, { size, offset }: Region): Uint8Array {
  const part = new Uint8Array(size[0] * size[1] * size[2]);
  for (let k = 0, at = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1) {
      const row = nx * (j + offset[1] + ny * (k + offset[2])) + offset[0];
      for (let i = 0; i < size[0]; i += 1, at += 1) part[at] = mask[row + i] ? 1 : 0;
    }
  }
  return part;
}

/** Components too small to be more than noise. */
function paintSpecks({ labelling, rules, volume }: Landscape, region: Region): Uint8Array {
  const mask = new Uint8Array(region.values.length);
  const { runs, components } = labelling;
  for (let r = 0; r < runs.label.length; r += 1) {
    if ((components[runs.label[r] as number]?.voxels ?? 0) >= rules.mineral.minVoxels) continue;
    const [start, end, line] = [runs.start[r] as number, runs.end[r] as number, runs.line[r] as number];
    paintRun(mask, region, volume.size[1], start, end, line);
  }
  return mask;
}
