import type { Landscape } from './landscape.ts';
import { areWithin, boxGap, runsOfComponent, type RunSet } from './run-set.ts';

/**
 * Adds the clumps that lie within `gatherDistance` (faint ones within `faintDistance`) of the seeds or of what has
 * joined them, until none is left; no farther from the seeds than `regionRadius`.
 */
export function gather(
  { labelling, kinds, rules, volume }: Landscape,
  seeds: readonly RunSet[],
  seedLabels: ReadonlySet<number>,
): RunSet[] {
  const ny = volume.size[1];
  const { gatherDistance, faintDistance, regionRadius } = rules.lesion;
  const open = new Set(
    labelling.components.filter(
      (component) =>
        (kinds[component.label] === 'mineral' || kinds[component.label] === 'faint') &&
        component.voxels >= rules.mineral.minVoxels &&
        !seedLabels.has(component.label) &&
        seeds.some((seed) => boxGap(seed, component, volume.spacing) <= regionRadius),
    ),
  );
  const joined = [...seeds];
  for (let n = 0; n < joined.length; n += 1) {
    const member = joined[n] as RunSet;
    for (const component of open) {
      const reach = kinds[component.label] === 'mineral' ? gatherDistance : faintDistance;
      if (boxGap(member, component, volume.spacing) > reach) continue;
      const other = runsOfComponent(labelling, component.label);
      if (!areWithin(member, other, reach, ny, volume.spacing)) continue;
      joined.push(other);
      open.delete(component);
    }
  }
  return joined;
}
