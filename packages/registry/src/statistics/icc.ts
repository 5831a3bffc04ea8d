import fQuantile from '@stdlib/stats-base-dists-f-quantile';

export interface IntraclassCorrelation {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly cases: number;
  readonly readers: number;
}

/**
 * ICC(2,1): two-way random effects, absolute agreement, single reader. `ratings[case][reader]`, complete.
 * Shrout PE, Fleiss JL 1979, doi:10.1037/0033-2909.86.2.420; interval after McGraw KO, Wong SP 1996,
 * doi:10.1037/1082-989X.1.1.30. Throws a RangeError on fewer than two cases or readers, or a missing value.
 */
export function iccAgreement(ratings: readonly (readonly number[])[], level = 0.95): IntraclassCorrelation {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  if (n < 2 || k < 2 || ratings.some((row) => row.length !== k || !row.every(Number.isFinite))) {
    throw new RangeError(
      'The intraclass correlation needs a value of every reader (two or more) for every case.',
    );
  }
  const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
  const grand = mean(ratings.flat());
  const readers = [...(ratings[0] ?? []).keys()].map((j) => mean(ratings.map((row) => row[j] ?? 0)));
  const squares = (values: readonly number[]): number => values.reduce((a, b) => a + (b - grand) ** 2, 0);
  const betweenCases = (k * squares(ratings.map(mean))) / (n - 1);
  const betweenReaders = (n * squares(readers)) / (k - 1);
  const rest =
    (squares(ratings.flat()) - betweenCases * (n - 1) - betweenReaders * (k - 1)) / ((n - 1) * (k - 1));
  const value = (betweenCases - rest) / (betweenCases + (k - 1) * rest + (k * (betweenReaders - rest)) / n);
  const a = (k * value) / (n * (1 - value));
  const b = 1 + (k * value * (n - 1)) / (n * (1 - value));
  const freedom =
    (a * betweenReaders + b * rest) ** 2 /
    ((a * betweenReaders) ** 2 / (k - 1) + (b * rest) ** 2 / ((n - 1) * (k - 1)));
  const tail = 1 - (1 - level) / 2;
  const lower = fQuantile(tail, n - 1, freedom);
  const upper = fQuantile(tail, freedom, n - 1);
  const shared = k * betweenReaders + (k * n - k - n) * rest;
  return {
    value,
    low: (n * (betweenCases - lower * rest)) / (lower * shared + n * betweenCases),
    high: (n * (upper * betweenCases - rest)) / (shared + n * upper * betweenCases),
    cases: n,
    readers: k,
  };
}
