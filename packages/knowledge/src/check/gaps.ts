import type { Release } from '../release.ts';
import { gap, type Problem } from './problem.ts';

/** A variable that this many diagnoses of a pack have counts on tells diagnoses apart. */
const DISCRIMINATES_FROM = 2;

/**
 * What nobody counted: diagnoses without any figure on a variable that at least two others of the pack have counts
 * on. One problem a diagnosis, with the variables.
 */
export function findGaps(release: Release): Problem[] {
  const figures = new Map<string, { any: Set<string>; counted: Set<string> }>();
  for (const { figures: list } of Object.values(release.sources)) {
    for (const { diagnosis, variable, k } of list) {
      const entry = figures.get(variable) ?? { any: new Set(), counted: new Set() };
      figures.set(variable, entry);
      entry.any.add(diagnosis);
      if (k !== undefined) entry.counted.add(diagnosis);
    }
  }
  return Object.values(release.packs).flatMap((pack) =>
    pack.diagnoses.flatMap((diagnosis) => {
      const missing = release.variables.filter(({ id }) => {
        const entry = figures.get(id);
        if (!entry || entry.any.has(diagnosis)) return false;
        return pack.diagnoses.filter((other) => entry.counted.has(other)).length >= DISCRIMINATES_FROM;
      });
      if (missing.length === 0) return [];
      const variables = missing.map(({ id }) => id).join(', ');
      return [
        gap('nobody_counted', `packs/${pack.id} ${diagnosis}`, { diagnosis, variables, n: missing.length }),
      ];
    }),
  );
}
