import type { Landscape } from './landscape.ts';
import { areWithin, boxGap, runsOfComponent, type RunSet } from './run-set.ts';

/** A clump that may join from no farther than `reach` mm. */
interface Clump extends Pick<RunSet, 'first' | 'last'> {
  readonly reach: number;
  runs(): RunSet;
}

/**
 * Adds the clumps that lie within `gatherDistance` (faint ones within `faintDistance`) of the seeds or of what has
 * joined them, until none is left; no farther from the seeds than `regionRadius`. `fused` are pieces of the skeleton that may join too.
 */
export function gather(
  land: Landscape,
  seeds: readonly RunSet[],
  seedLabels: ReadonlySet<number>,
  fused: readonly RunSet[] = [],
): RunSet[] {
  const { rules, volume } = land;
  const ny = volume.size[1];
  const open = new Set(
    [
      ...clumpsOf(land, seedLabels),
      ...fused.map((runs) => clumpOf(runs, rules.lesion.gatherDistance)),
    ].filter((clump) =>
      seeds.some((seed) => boxGap(seed, clump, volume.spacing) <= rules.lesion.regionRadius),
    ),
  );
  const joined = [...seeds];
  for (let n = 0; n < joined.length; n += 1) {
    land.pause();
    const member = joined[n] as RunSet;
    for (const clump of open) {
      if (boxGap(member, clump, volume.spacing) > clump.reach) continue;
      const runs = clump.runs();
      if (!areWithin(member, runs, clump.reach, ny, volume.spacing)) continue;
      joined.push(runs);
      open.delete(clump);
    }
  }
  return joined;
}

function clumpsOf({ labelling, kinds, rules }: Landscape, taken: ReadonlySet<number>): Clump[] {
  const { gatherDistance, faintDistance } = rules.lesion;
  return labelling.components
    .filter(
      ({ label, voxels }) =>
        (kinds[label] === 'mineral' || kinds[label] === 'faint') &&
        voxels >= rules.mineral.minVoxels &&
        !taken.has(label),
    )
    .map(({ label, first, last }) => ({
      first,
      last,
      reach: kinds[label] === 'mineral' ? gatherDistance : faintDistance,
      runs: () => runsOfComponent(labelling, label),
    }));
}

const clumpOf = (runs: RunSet, reach: number): Clump => ({
  first: runs.first,
  last: runs.last,
  reach,
  runs: () => runs,
});
