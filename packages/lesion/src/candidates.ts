import { bodyGas, gapToGas } from './body-gas.ts';
import { countSet, voxelVolume } from './grid.ts';
import { growFrom, growFromRuns, type GrownLesion } from './grow.ts';
import { lumpsOnBone } from './lumps-on-bone.ts';
import { isBone, type Landscape } from './landscape.ts';
import { isBesideMetal } from './metal.ts';
import { areWithin, boxGap, paintRun, runsOfComponent, variancesOf, type RunSet } from './run-set.ts';

/** Most candidates that are proposed without a click. */
const maxCandidates = 5;

/** What a search without a click gives. */
export interface Search {
  /** The largest first. */
  readonly lesions: readonly GrownLesion[];
  /** Why a mass may be there all the same: metal, about which none is proposed, or so many large clumps near gas. */
  readonly leftOut: { readonly metal: boolean; readonly nearGas: number };
}

/** Gathered masses with enough calcification of their own. */
export function candidates(land: Landscape): Search {
  const found: GrownLesion[] = [];
  const { seeds, nearGas } = seedsOf(land);
  for (const { label, least } of seeds) {
    if (found.length >= maxCandidates) break;
    if (found.some((lesion) => holds(lesion, land, label))) continue;
    const lesion = growFrom(land, label);
    // What it has gathered beside its seeds may be tips of ribs and walls of vessels.
    const own = seeds.reduce((sum, seed) => sum + (holds(lesion, land, seed.label) ? seed.voxels : 0), 0);
    if (own < least) continue;
    if (!found.some((other) => overlap(lesion, other))) found.push(lesion);
  }
  for (const runs of lumpsOnBone(land)) {
    if (found.length >= maxCandidates) break;
    if (isBesideMetal(runs, land.metal, land.volume, land.rules)) continue;
    const lesion = growFromRuns(land, runs);
    if (!found.some((other) => overlap(lesion, other))) found.push(lesion);
  }
  const lesions = found
    .map((lesion) => ({ lesion, voxels: countSet(lesion.mineral) }))
    .sort((a, b) => b.voxels - a.voxels)
    .map(({ lesion }) => lesion);
  const metal = [...land.metal.values()].some(({ voxels }) => voxels >= land.rules.mineral.minVoxels);
  return { lesions, leftOut: { metal, nearGas } };
}

interface Seed {
  readonly label: number;
  readonly voxels: number;
  /** Voxels that the seeds of its lesion must have together for it to be proposed. */
  readonly least: number;
}

/**
 * Components large and bright enough, the most mineral first. Left out are ribs and vessels (long and slender), what
 * lies at a bone so closely that it may be part of it, and what lies near gas of bowel or lung.
 * In the trunk only a large mass is proposed.
 */
function seedsOf({ labelling, kinds, rules, volume, pause }: Landscape): {
  readonly seeds: readonly Seed[];
  /** Clumps as large as a mass of the trunk. */
  readonly nearGas: number;
} {
  const ny = volume.size[1];
  const least = Math.max(rules.mineral.seedVoxels, rules.mineral.seedVolume / voxelVolume(volume));
  const bones = labelling.components.filter(({ label }) => isBone(kinds[label]));
  const besideBone = (seed: RunSet): boolean => {
    pause();
    const reach = rules.candidate.boneSteps * Math.max(...volume.spacing);
    return bones.some(
      (bone) =>
        boxGap(seed, bone, volume.spacing) <= reach &&
        areWithin(seed, runsOfComponent(labelling, bone.label), reach, ny, volume.spacing),
    );
  };
  const slender = (seed: RunSet): boolean => {
    const [long, across] = variancesOf(seed, ny, volume.spacing);
    // 4 standard deviations: IBSI TDIC and P9VJ; their ratio is the elongation Q3CK.
    return (
      4 * Math.sqrt(long) >= rules.candidate.length && Math.sqrt(across / long) < rules.candidate.elongation
    );
  };
  const seeds = labelling.components
    .filter(({ label, voxels }) => kinds[label] === 'mineral' && voxels >= least)
    .sort((a, b) => b.sum - a.sum || a.label - b.label)
    .map(({ label }) => ({ label, runs: runsOfComponent(labelling, label) }))
    .filter(({ runs }) => !slender(runs) && !besideBone(runs));
  if (seeds.length === 0) return { seeds: [], nearGas: 0 };
  const gas = bodyGas(volume, rules, pause);
  const massive = rules.gas.trunkVolume / voxelVolume(volume);
  const placed = seeds.map(({ label, runs }) => ({
    label,
    voxels: runs.voxels,
    gap: gapToGas(runs, gas, volume),
  }));
  return {
    seeds: placed
      .filter(({ gap }) => gap > rules.gas.distance)
      .map(({ label, voxels, gap }) => ({
        label,
        voxels,
        least: gap > rules.gas.trunkDistance ? 0 : massive,
      })),
    nearGas: placed.filter(({ gap, voxels }) => gap <= rules.gas.distance && voxels >= massive).length,
  };
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

/** Do two lesions share a voxel? */
function overlap(one: GrownLesion, other: GrownLesion): boolean {
  const [nx, ny, nz] = one.region.size;
  const [a, b, c] = one.region.offset.map((x, axis) => x - (other.region.offset[axis] ?? 0)) as [
    number,
    number,
    number,
  ];
  const [mx, my, mz] = other.region.size;
  for (let k = Math.max(0, -c); k < Math.min(nz, mz - c); k += 1)
    for (let j = Math.max(0, -b); j < Math.min(ny, my - b); j += 1)
      for (let i = Math.max(0, -a); i < Math.min(nx, mx - a); i += 1)
        if (one.mineral[i + nx * (j + ny * k)] && other.mineral[i + a + mx * (j + b + my * (k + c))])
          return true;
  return false;
}
