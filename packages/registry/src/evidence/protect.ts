import type { ValueCount } from './count.ts';

/**
 * Small-cell protection of the counts of one variable in one diagnosis.
 *
 * A cell is any number of patients that the figures give away: k, n - k, n, and what is left of n when the shown
 * values of one denominator are taken away (their remainder). Every cell is 0 or at least the limit. The smallest
 * figures are withheld until that is so (complementary suppression), so that a total minus what is shown tells of no
 * small group. Values that may be present together are held to the same: few patients have several, and what is left
 * then tells nearly as much.
 */
export function protectCounts(counts: readonly ValueCount[], limit: number): ValueCount[] {
  let shown = counts.filter(({ k, n }) => n >= limit && isSafe(k, limit) && isSafe(n - k, limit));
  for (;;) {
    const unsafe = remainders(shown).find(({ left }) => !isSafe(left, limit));
    if (!unsafe) return shown;
    const smallest = shown
      .filter(({ n, k }) => n === unsafe.n && k > 0)
      .reduce((least, one) => (one.k < least.k ? one : least));
    shown = shown.filter((one) => one !== smallest);
  }
}

/**
 * The next version of published counts. Counts that were published stay exactly as they were until every cell differs
 * from every version published so far by at least the limit (or not at all), so the difference of any two versions is
 * never a small group. What was withheld is first shown when each of its cells has at least 2 limit - 1 patients: the
 * withheld cell had fewer than the limit, so at least the limit came together.
 * @param versions published so far, the first one first; a version that withheld the variable is empty
 */
export function nextCounts(
  versions: readonly (readonly ValueCount[])[],
  current: readonly ValueCount[],
  limit: number,
): ValueCount[] {
  const candidate = protectCounts(current, limit);
  const published = versions.at(-1) ?? [];
  if (published.length === 0) {
    const enough = 2 * limit - 1;
    const late = candidate.filter(({ k, n }) => k >= enough && n - k >= enough);
    const all = remainders(late).every(({ left }) => left === 0 || left >= enough);
    return all ? late : [];
  }
  const after = cells(candidate);
  const shown = versions.filter((version) => version.length > 0).map((version) => cells(version));
  const steps = shown.every(
    (before) =>
      before.size === after.size &&
      [...before].every(([cell, count]) => {
        const now = after.get(cell);
        return now !== undefined && isSafe(Math.abs(now - count), limit);
      }),
  );
  return steps ? candidate : [...published];
}

const isSafe = (count: number, limit: number) => count === 0 || count >= limit;

/** Patients of each denominator that no shown value accounts for. */
function remainders(shown: readonly ValueCount[]): { n: number; left: number }[] {
  return [...new Set(shown.map(({ n }) => n))].map((n) => ({
    n,
    left: Math.max(
      0,
      shown.reduce((left, one) => (one.n === n ? left - one.k : left), n),
    ),
  }));
}

/** Every number of patients that the figures give away, by what it counts. */
export function cells(shown: readonly ValueCount[]): Map<string, number> {
  const all = new Map<string, number>();
  for (const { value, k, n } of shown) {
    all.set(`${value}: k`, k);
    all.set(`${value}: n - k`, n - k);
    all.set(`${value}: n`, n);
  }
  // Values of one question share their denominator unless a value was denied alone.
  const rest = remainders(shown);
  const [only] = rest;
  if (rest.length === 1 && only) all.set('remainder', only.left);
  return all;
}
