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
  let u = 0;
  for (const x of first) for (const y of second) u += x > y ? 1 : x === y ? 0.5 : 0;
  const ties = tieSizes(all);
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

function tieSizes(values: readonly number[]): number[] {
  const sizes = new Map<number, number>();
  for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
  return [...sizes.values()];
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
