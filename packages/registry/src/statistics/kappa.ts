import { zOf } from './proportion.ts';

export interface Agreement {
  /** Share of pairs that agree. */
  readonly observed: number;
  /** Share expected by chance from the margins. */
  readonly expected: number;
  readonly kappa: number;
  readonly standardError: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

export type Weights = 'none' | 'linear' | 'quadratic';

/**
 * Cohen's kappa of two readers from their square table of counts (rows first reader, columns second).
 * Weighted after Cohen J 1968, doi:10.1037/h0026256; standard error after Fleiss JL, Cohen J, Everitt BS 1969,
 * doi:10.1037/h0028106. Throws a RangeError on a table that is not square or is empty.
 */
export function cohensKappa(
  table: readonly (readonly number[])[],
  weights: Weights = 'none',
  level = 0.95,
): Agreement {
  const size = table.length;
  if (size < 2 || table.some((row) => row.length !== size)) {
    throw new RangeError('Agreement needs a square table with at least two categories.');
  }
  const n = sum(table.map(sum));
  if (!(n > 0)) throw new RangeError('Agreement needs at least one case read by both.');
  const share = (i: number, j: number): number => (table[i]?.[j] ?? 0) / n;
  const indices = [...table.keys()];
  const rows = indices.map((i) => sum(indices.map((j) => share(i, j))));
  const columns = indices.map((j) => sum(indices.map((i) => share(i, j))));
  const weight = (i: number, j: number): number => agreementWeight(i, j, size, weights);
  const over = (term: (i: number, j: number) => number): number =>
    sum(indices.map((i) => sum(indices.map((j) => term(i, j)))));
  const margin = (values: readonly number[], i: number): number => values[i] ?? 0;
  const observed = over((i, j) => weight(i, j) * share(i, j));
  const expected = over((i, j) => weight(i, j) * margin(rows, i) * margin(columns, j));
  const kappa = (observed - expected) / (1 - expected);
  const rowMean = indices.map((i) => sum(indices.map((j) => weight(i, j) * margin(columns, j))));
  const columnMean = indices.map((j) => sum(indices.map((i) => weight(i, j) * margin(rows, i))));
  const spread = over((i, j) => {
    const term = weight(i, j) - (margin(rowMean, i) + margin(columnMean, j)) * (1 - kappa);
    return share(i, j) * term * term;
  });
  const variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2);
  return withInterval(
    { observed, expected, kappa, n, standardError: Math.sqrt(Math.max(0, variance)) },
    level,
  );
}

/**
 * Fleiss' kappa of several readers: rows are cases, columns categories, entries how many readers chose it; every
 * case has the same number of readers. Fleiss JL 1971, doi:10.1037/h0031619; standard error under no agreement after
 * Fleiss JL, Nee JCM, Landis JR 1979, doi:10.1037/0033-2909.86.5.974.
 */
export function fleissKappa(ratings: readonly (readonly number[])[], level = 0.95): Agreement {
  const n = ratings.length;
  const readers = sum(ratings[0] ?? []);
  if (n === 0 || readers < 2 || ratings.some((row) => sum(row) !== readers)) {
    throw new RangeError(
      'Fleiss’ kappa needs at least two readers and the same number of them for every case.',
    );
  }
  const categories = [...(ratings[0] ?? []).keys()];
  const shares = categories.map((j) => sum(ratings.map((row) => row[j] ?? 0)) / (n * readers));
  const perCase = ratings.map((row) => (sum(row.map((x) => x * x)) - readers) / (readers * (readers - 1)));
  const observed = sum(perCase) / n;
  const expected = sum(shares.map((p) => p * p));
  const kappa = (observed - expected) / (1 - expected);
  const pq = sum(shares.map((p) => p * (1 - p)));
  const skew = sum(shares.map((p) => p * (1 - p) * (1 - 2 * p)));
  const standardError =
    (Math.SQRT2 * Math.sqrt(pq * pq - skew)) / (pq * Math.sqrt(n * readers * (readers - 1)));
  return withInterval({ observed, expected, kappa, n, standardError }, level);
}

function withInterval(result: Omit<Agreement, 'low' | 'high'>, level: number): Agreement {
  const half = zOf(level) * result.standardError;
  return { ...result, low: Math.max(-1, result.kappa - half), high: Math.min(1, result.kappa + half) };
}

function agreementWeight(i: number, j: number, size: number, weights: Weights): number {
  if (weights === 'none') return i === j ? 1 : 0;
  const distance = Math.abs(i - j) / (size - 1);
  return weights === 'linear' ? 1 - distance : 1 - distance * distance;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
