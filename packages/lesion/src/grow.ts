import type { Vec3 } from '@calx/dicom';
import { divideFromBone } from './divide.ts';
import { cutRegion, toIndex, type Index3, type Region } from './grid.ts';
import { fusedPieces } from './fused-pieces.ts';
import { gather } from './gather.ts';
import { labelAt } from './label-runs.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { LesionError } from './refusal.ts';
import { boxGap, clearRuns, holdsVoxel, paintRuns, runsOfComponent, type RunSet } from './run-set.ts';

/** The voxels of one lesion and of the bone beside it, within a region of the volume. */
export interface GrownLesion {
  readonly region: Region;
  /** Mineral voxels: at or above the threshold, bone left out. */
  readonly mineral: Uint8Array;
  readonly bone: Uint8Array;
}

/** Voxels around a lesion that its own measurements look at. */
const marginVoxels = 12;

/**
 * The lesion at a point (LPS mm): the mineral there or nearest to it, with the clumps that lie near it. Where it is
 * one body with bone it is divided from it.
 * @throws LesionError `outsideVolume`, `nothingHere`, `onBone`, `metal`
 */
export function growAt(land: Landscape, point: Vec3): GrownLesion {
  const { volume, labelling, kinds } = land;
  const at = toIndex(volume, point).map(Math.round) as unknown as Index3;
  if (at.some((value, axis) => value < 0 || value >= (volume.size[axis] ?? 0)))
    throw new LesionError('outsideVolume');
  const clicked = labelAt(labelling, volume.size as Index3, at);
  const metal = land.metal.get(clicked);
  if (kinds[clicked] === 'metal' || (metal && holdsVoxel(metal, at, volume.size[1])))
    throw new LesionError('metal');
  if (clicked >= 0 && isBone(kinds[clicked])) return growAround(land, [onBone(land, clicked, at)], none);
  return growFrom(land, clicked >= 0 ? clicked : nearestTo(land, at));
}

/** The mineral at a voxel of the skeleton: a piece that has grown onto it, else what its necks divide from it. */
function onBone(land: Landscape, label: number, at: Index3): RunSet {
  const near = regionOf(land, [{ first: at, last: at }], steps(land, 2 * land.rules.fused.surroundings));
  const piece = fusedPieces(land, near).find((runs) => holdsVoxel(runs, at, land.volume.size[1]));
  return piece ?? divideFromBone(land, label, at).runs;
}

/** The lesion around mineral that is given. */
export function growFromRuns(land: Landscape, runs: RunSet): GrownLesion {
  return growAround(land, [runs], none);
}

const none: ReadonlySet<number> = new Set();

/** The lesion around one component. */
export function growFrom(land: Landscape, label: number): GrownLesion {
  return growAround(land, [runsOfComponent(land.labelling, label)], new Set([label]));
}

function growAround(land: Landscape, seeds: readonly RunSet[], labels: ReadonlySet<number>): GrownLesion {
  const { volume } = land;
  const around = steps(land, land.rules.fused.surroundings);
  let parts = gather(land, seeds, labels);
  // What has joined by a piece on bone may reach further pieces.
  for (let before = 0; before < parts.length;) {
    before = parts.length;
    const fused = fusedPieces(land, regionOf(land, parts, around));
    if (fused.length > 0) parts = gather(land, seeds, labels, fused);
    if (parts.length < before) break;
  }
  const region = regionOf(land, parts, [marginVoxels, marginVoxels, marginVoxels]);
  const mineral = new Uint8Array(region.values.length);
  for (const part of parts) paintRuns(part, mineral, region, volume.size[1]);
  // A nail through a mass is no part of it.
  for (const metal of land.metal.values()) clearRuns(metal, mineral, region, volume.size[1]);
  const bone = paintKinds(land, region, isBone);
  for (let at = 0; at < bone.length; at += 1) if (mineral[at]) bone[at] = 0;
  return { region, mineral, bone };
}

function regionOf(
  { volume }: Landscape,
  parts: readonly Pick<RunSet, 'first' | 'last'>[],
  margin: Index3,
): Region {
  const low = [0, 1, 2].map(
    (axis) => Math.min(...parts.map(({ first }) => first[axis] ?? 0)) - (margin[axis] ?? 0),
  );
  const high = [0, 1, 2].map(
    (axis) => Math.max(...parts.map(({ last }) => last[axis] ?? 0)) + (margin[axis] ?? 0),
  );
  return cutRegion(volume, low as unknown as Index3, high as unknown as Index3);
}

/** Voxel steps along each axis that hold `mm`. */
function steps({ volume }: Landscape, mm: number): Index3 {
  return volume.spacing.map((step) => Math.ceil(mm / step)) as unknown as Index3;
}

/** The nearest component that may be a lesion by itself, within the search radius. */
function nearestTo({ labelling, kinds, rules, volume }: Landscape, at: Index3): number {
  const { spacing } = volume;
  const ny = volume.size[1];
  const here = { first: at, last: at };
  let best = -1;
  let least = rules.lesion.searchRadius;
  for (const component of labelling.components) {
    const kind = kinds[component.label];
    if ((kind !== 'mineral' && kind !== 'faint') || boxGap(component, here, spacing) >= least) continue;
    const { start, end, line } = runsOfComponent(labelling, component.label);
    for (let r = 0; r < line.length; r += 1) {
      const k = Math.floor((line[r] as number) / ny);
      const j = (line[r] as number) - k * ny;
      const i = Math.max(start[r] as number, Math.min(end[r] as number, at[0]));
      const distance = Math.hypot(
        (i - at[0]) * spacing[0],
        (j - at[1]) * spacing[1],
        (k - at[2]) * spacing[2],
      );
      if (distance < least) [least, best] = [distance, component.label];
    }
  }
  if (best < 0) throw new LesionError('nothingHere', { radius: rules.lesion.searchRadius });
  return best;
}
