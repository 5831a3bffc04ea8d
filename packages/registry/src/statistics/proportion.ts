import betaQuantile from '@stdlib/stats-base-dists-beta-quantile';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** k of n with its share and a two-sided interval; every number between 0 and 1. */
export interface Proportion {
  readonly k: number;
  readonly n: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
  readonly level: number;
  readonly method: 'wilson' | 'exact';
}

/** Two-sided standard normal quantile of a confidence level, for instance 1.96 for 0.95. */
export function zOf(level: number): number {
  return normalQuantile(1 - (1 - level) / 2, 0, 1);
}

/** Throws a RangeError unless 0 <= k <= n are integers and n > 0. */
export function assertCount(k: number, n: number): void {
  if (!Number.isInteger(k) || !Number.isInteger(n) || n <= 0 || k < 0 || k > n) {
    throw new RangeError(`A proportion needs whole numbers with 0 <= k <= n and n > 0; got ${k} of ${n}.`);
  }
}

/** Score interval. Wilson EB 1927, doi:10.1080/01621459.1927.10502953. */
export function wilson(k: number, n: number, level = 0.95): Proportion {
  assertCount(k, n);
  const z = zOf(level);
  const share = k / n;
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const scale = 1 + (z * z) / n;
  return {
    k,
    n,
    share,
    low: k === 0 ? 0 : (centre - half) / scale,
    high: k === n ? 1 : (centre + half) / scale,
    level,
    method: 'wilson',
  };
}

/** Exact interval. Clopper CJ, Pearson ES 1934, doi:10.1093/biomet/26.4.404. */
export function exact(k: number, n: number, level = 0.95): Proportion {
  assertCount(k, n);
  const tail = (1 - level) / 2;
  return {
    k,
    n,
    share: k / n,
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
    level,
    method: 'exact',
  };
}
