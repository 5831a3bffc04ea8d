import pmf from '@stdlib/stats-base-dists-hypergeometric-pmf';

/** A 2 x 2 table, rows groups and columns outcome: [[a, b], [c, d]]. */
export type TwoByTwo = readonly [readonly [number, number], readonly [number, number]];

export interface FisherResult {
  /** Two-sided p: the sum of all tables no more likely than the one seen (as R's fisher.test). */
  readonly p: number;
  /** Sample odds ratio ad/bc; Infinity or NaN where a cell is empty. */
  readonly oddsRatio: number;
}

/** Tables whose probability exceeds the observed one by less than this factor count as equally likely (R's fisher.test). */
const tieFactor = 1 + 1e-7;

/** Fisher's exact test of independence. Fisher RA 1922, doi:10.2307/2340521. */
export function fisherExact([[a, b], [c, d]]: TwoByTwo): FisherResult {
  for (const cell of [a, b, c, d]) {
    if (!Number.isInteger(cell) || cell < 0) {
      throw new RangeError(`A 2 x 2 table needs whole counts of at least 0; got ${a}, ${b}, ${c}, ${d}.`);
    }
  }
  const total = a + b + c + d;
  const firstColumn = a + c;
  const firstRow = a + b;
  const oddsRatio = (a * d) / (b * c);
  if (total === 0 || firstColumn === 0 || firstColumn === total || firstRow === 0 || firstRow === total) {
    return { p: 1, oddsRatio };
  }
  const smallest = Math.max(0, firstRow - (total - firstColumn));
  const largest = Math.min(firstRow, firstColumn);
  const observed = pmf(a, total, firstColumn, firstRow);
  let p = 0;
  for (let x = smallest; x <= largest; x += 1) {
    const probability = pmf(x, total, firstColumn, firstRow);
    if (probability <= observed * tieFactor) p += probability;
  }
  return { p: Math.min(1, p), oddsRatio };
}
