import { countSet, voxelVolume } from './grid.ts';
import { growFrom, type GrownLesion } from './grow.ts';
import type { Landscape } from './landscape.ts';
import { paintRun } from './run-set.ts';

/** Most candidates that are proposed without a click. */
const maxCandidates = 5;

/** Gathered masses with enough calcification of their own, the largest first. */
export function candidates(land: Landscape): GrownLesion[] {
  const { labelling, kinds, rules, volume } = land;
  const cubic = voxelVolume(volume);
  const seeds = labelling.components
    .filter(({ label, voxels }) => kinds[label] === 'mineral' && voxels * cubic >= rules.mineral.seedVolume)
    .sort((a, b) => b.sum - a.sum || a.label - b.label);
  const found: GrownLesion[] = [];
  for (const { label } of seeds) {
    if (found.length >= maxCandidates) break;
    if (!found.some((lesion) => holds(lesion, land, label))) found.push(growFrom(land, label));
  }
  return found
    .map((lesion) => ({ lesion, voxels: countSet(lesion.mineral) }))
    .sort((a, b) => b.voxels - a.voxels)
    .map(({ lesion }) => lesion);
}

/** Does a lesion already contain that component? */
function holds({ region, mineral }: GrownLesion, { labelling, volume }: Landscape, label: number): boolean {
  const r = labelling.members.order[labelling.members.from[label] as number] as number;
  const [start, line] = [labelling.runs.start[r] as number, labelling.runs.line[r] as number];
  const one = new Uint8Array(mineral.length);
  paintRun(one, region, volume.size[1], start, start, line);
  const at = one.indexOf(1);
  return at >= 0 && mineral[at] === 1;
}
