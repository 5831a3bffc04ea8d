import type { Vec3 } from '@calx/dicom';
import { divideFromBone } from './divide.ts';
import { cutRegion, toIndex, type Index3, type Region } from './grid.ts';
import { gather } from './gather.ts';
import { labelAt } from './label-runs.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { LesionError } from './refusal.ts';
import { boxGap, paintRuns, runsOfComponent, type RunSet } from './run-set.ts';

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
  if (clicked >= 0 && kinds[clicked] === 'metal') throw new LesionError('metal');
  if (clicked >= 0 && isBone(kinds[clicked]))
    return growAround(land, [divideFromBone(land, clicked, at)], new Set([clicked]));
  return growFrom(land, clicked >= 0 ? clicked : nearestTo(land, at));
}

/** The lesion around one component. */
export function growFrom(land: Landscape, label: number): GrownLesion {
  return growAround(land, [runsOfComponent(land.labelling, label)], new Set([label]));
}

function growAround(land: Landscape, seeds: readonly RunSet[], labels: ReadonlySet<number>): GrownLesion {
  const { volume } = land;
  const parts = gather(land, seeds, labels);
  const end = (pick: (part: RunSet) => Index3, least: boolean, margin: number): Index3 =>
    [0, 1, 2].map((axis) => {
      const values = parts.map((part) => pick(part)[axis] ?? 0);
      return (least ? Math.min(...values) : Math.max(...values)) + margin;
    }) as unknown as Index3;
  const region = cutRegion(
    volume,
    end(({ first }) => first, true, -marginVoxels),
    end(({ last }) => last, false, marginVoxels),
  );
  const mineral = new Uint8Array(region.values.length);
  for (const part of parts) paintRuns(part, mineral, region, volume.size[1]);
  const bone = paintKinds(land, region, isBone);
  for (let at = 0; at < bone.length; at += 1) if (mineral[at]) bone[at] = 0;
  return { region, mineral, bone };
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
