import type { Model } from './model.ts';
import type { OpenVariable } from './open-findings.ts';
import type { Posterior } from './posterior.ts';
import type { Pair } from './types.ts';

/** How many leading diagnoses are compared, pairs shown, and findings named for each. */
const LEADERS = 4;
const PAIRS = 3;
const FINDINGS = 3;
const DECIBANS = 10 / Math.LN10;

/** The leading diagnoses that stand closest to each other, and the open findings that would part them most. */
export function closestPairs(model: Model, posterior: Posterior, open: readonly OpenVariable[]): Pair[] {
  const leaders = model.diagnoses
    .map((_, index) => index)
    .sort((a, b) => (posterior[b] ?? 0) - (posterior[a] ?? 0))
    .slice(0, LEADERS);
  const pairs = leaders.flatMap((a, place) =>
    leaders.slice(place + 1).map((b) => ({ a, b, odds: (posterior[a] ?? 0) / (posterior[b] ?? 1) })),
  );
  return pairs
    .sort((x, y) => x.odds - y.odds)
    .slice(0, PAIRS)
    .map(({ a, b, odds }) => ({
      a: model.diagnoses[a] ?? '',
      b: model.diagnoses[b] ?? '',
      odds,
      separatedBy: separators(model, open, a, b),
    }));
}

/** Ranked by the expected weight of the variable's answer, whichever of the two is true (Jeffreys divergence). */
function separators(model: Model, open: readonly OpenVariable[], a: number, b: number): Pair['separatedBy'] {
  return open
    .map(({ variable, values, part: counted }) => {
      let divergence = 0;
      let best = values[0];
      let strongest = -1;
      for (const entry of values) {
        const difference = (entry.share[a] ?? 0) - (entry.share[b] ?? 0);
        const part = counted * difference * ((entry.log[a] ?? 0) - (entry.log[b] ?? 0));
        divergence += part;
        if (part > strongest) {
          strongest = part;
          best = entry;
        }
      }
      return { variable, best, counted, divergence };
    })
    .sort((x, y) => y.divergence - x.divergence || (x.variable < y.variable ? -1 : 1))
    .slice(0, FINDINGS)
    .flatMap(({ variable, best, counted }) => {
      if (!best) return [];
      const decibans = DECIBANS * counted * ((best.log[a] ?? 0) - (best.log[b] ?? 0));
      return [
        {
          variable,
          value: best.value,
          favours: model.diagnoses[decibans > 0 ? a : b] ?? '',
          decibans: Math.abs(decibans),
        },
      ];
    });
}
