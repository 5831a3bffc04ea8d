import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

export interface MannWhitneyResult {
  /** U of the first group: the number of pairs in which its value is the larger, ties one half. */
  readonly u: number;
  /** Two-sided p. */
  readonly p: number;
  readonly method: 'exact' | 'normal';
  /** Probability that a value of the first group exceeds one of the second (common-language effect size). */
  readonly superiority: number;
}

/** Group sizes up to which the exact distribution is used when there are no ties (as R's wilcox.test: below 50). */
const exactBelow = 50;

/**
 * Mann-Whitney U test, two-sided. Mann HB, Whitney DR 1947, doi:10.1214/aoms/1177730491.
 * Exact without ties and with both groups under 50; else normal with tie and continuity correction.
 */
export function mannWhitney(first: readonly number[], second: readonly number[]): MannWhitneyResult {
  const [m, n] = [first.length, second.length];
  if (m === 0 || n === 0) throw new RangeError('Both groups need at least one value.');
  const all = [...first, ...second];
  if (!all.every(Number.isFinite)) throw new RangeError('Every value must be a finite number.');
  const { u, ties } = rankBoth(first, second);
  const superiority = u / (m * n);
  if (ties.every((size) => size === 1) && m < exactBelow && n < exactBelow) {
    return { u, p: exactP(u, m, n), method: 'exact', superiority };
  }
  const total = m + n;
  const tieSum = ties.reduce((sum, size) => sum + (size ** 3 - size), 0);
  const variance = ((m * n) / 12) * (total + 1 - tieSum / (total * (total - 1)));
  if (variance === 0) return { u, p: 1, method: 'normal', superiority };
  const distance = Math.max(0, Math.abs(u - (m * n) / 2) - 0.5);
  return {
    u,
    p: Math.min(1, 2 * normalCdf(-distance / Math.sqrt(variance), 0, 1)),
    method: 'normal',
    superiority,
  };
}

/** U of the first group from its ranks, and how many values share each rank. */
function rankBoth(first: readonly number[], second: readonly number[]): { u: number; ties: number[] } {
  const counts = new Map<number, { first: number; second: number }>();
  const tally = (values: readonly number[], group: 'first' | 'second') => {
    for (const value of values) {
      const count = counts.get(value);
      if (count) count[group] += 1;
      else counts.set(value, { first: 0, second: 0, [group]: 1 });
    }
  };
  tally(first, 'first');
  tally(second, 'second');
  let [u, below] = [0, 0];
  const ties: number[] = [];
  for (const [, count] of [...counts].sort(([a], [b]) => a - b)) {
    u += count.first * (below + count.second / 2);
    below += count.second;
    ties.push(count.first + count.second);
  }
  return { u, ties };
}

/** Two-sided exact p from the number of arrangements with each U (recurrence over the groups' sizes). */
function exactP(u: number, m: number, n: number): number {
  let counts = new Float64Array(m * n + 1);
  counts[0] = 1;
  // Gaussian binomial coefficient [m+n choose m]: multiply by (1 - q^(n+i)), divide by (1 - q^i).
  for (let i = 1; i <= m; i += 1) {
    const next = Float64Array.from(counts);
    for (let j = m * n; j >= n + i; j -= 1) next[j] = (next[j] ?? 0) - (next[j - n - i] ?? 0);
    for (let j = i; j <= m * n; j += 1) next[j] = (next[j] ?? 0) + (next[j - i] ?? 0);
    counts = next;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  const tail = Math.min(u, m * n - u);
  let below = 0;
  for (let j = 0; j <= tail; j += 1) below += counts[j] ?? 0;
  return Math.min(1, (2 * below) / total);
}
