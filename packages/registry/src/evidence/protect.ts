import type { ValueCount } from './count.ts';

/**
 * Small-cell protection of the counts of one variable in one diagnosis.
 *
 * A cell is any number of patients that the figures give away: k, n - k, n, and what is left of n when the shown
 * values of one denominator are taken away (their remainder, where values exclude each other). Every cell is 0 or
 * at least the limit. The smallest figures are withheld until that is so (complementary suppression), so that a
 * total minus what is shown tells of no small group.
 */
export function protectCounts(
  counts: readonly ValueCount[],
  limit: number,
  exclusive: boolean,
): ValueCount[] {
  let shown = counts.filter(({ k, n }) => n >= limit && isSafe(k, limit) && isSafe(n - k, limit));
  if (!exclusive) return shown;
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
 * The next version of published counts. Counts that were published stay exactly as they were until every cell has
 * moved by at least the limit (or not at all), so the difference of two versions is never a single patient. What
 * was withheld is first shown when each of its cells has at least 2 limit - 1 patients: the withheld cell had fewer
 * than the limit, so at least the limit came together.
 */
export function nextCounts(
  published: readonly ValueCount[],
  current: readonly ValueCount[],
  limit: number,
  exclusive: boolean,
): ValueCount[] {
  const candidate = protectCounts(current, limit, exclusive);
  if (published.length === 0) {
    const enough = 2 * limit - 1;
    const late = candidate.filter(({ k, n }) => k >= enough && n - k >= enough);
    const all = exclusive ? remainders(late).every(({ left }) => left === 0 || left >= enough) : true;
    return all ? late : [];
  }
  const before = cells(published, exclusive);
  const after = cells(candidate, exclusive);
  const sameShape = before.size === after.size && [...before.keys()].every((key) => after.has(key));
  const steps =
    sameShape && [...before].every(([key, count]) => isStep((after.get(key) ?? 0) - count, limit));
  return steps ? candidate : [...published];
}

const isSafe = (count: number, limit: number) => count === 0 || count >= limit;
const isStep = (change: number, limit: number) => isSafe(Math.abs(change), limit);

/** Patients of each denominator that no shown value accounts for. */
function remainders(shown: readonly ValueCount[]): { n: number; left: number }[] {
  return [...new Set(shown.map(({ n }) => n))].map((n) => ({
    n,
    left: n - shown.reduce((sum, one) => (one.n === n ? sum + one.k : sum), 0),
  }));
}

/** Every number of patients that the figures give away, by what it counts. */
export function cells(shown: readonly ValueCount[], exclusive: boolean): Map<string, number> {
  const all = new Map<string, number>();
  for (const { value, k, n } of shown) {
    all.set(`${value}: k`, k);
    all.set(`${value}: n - k`, n - k);
    all.set(`${value}: n`, n);
  }
  // Values of one question share their denominator unless a value was denied alone.
  const rest = remainders(shown);
  const [only] = rest;
  if (exclusive && rest.length === 1 && only) all.set('remainder', only.left);
  return all;
}
