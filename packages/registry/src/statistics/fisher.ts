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
  // Probabilities of all tables relative to the most likely one, each from its neighbour: a table with one more in
  // the first cell is rowLeft * columnLeft / (one more * the last cell) times as likely.
  const least = Math.max(0, firstRow - (total - firstColumn));
  const most = Math.min(firstRow, firstColumn);
  const weights = new Float64Array(most - least + 1);
  const odds = (x: number) =>
    ((firstRow - x) * (firstColumn - x)) / ((x + 1) * (total - firstRow - firstColumn + x + 1));
  const mode = Math.min(
    most,
    Math.max(least, Math.floor(((firstRow + 1) * (firstColumn + 1)) / (total + 2))),
  );
  weights[mode - least] = 1;
  for (let x = mode; x < most; x += 1) weights[x + 1 - least] = (weights[x - least] ?? 0) * odds(x);
  for (let x = mode; x > least; x -= 1) weights[x - 1 - least] = (weights[x - least] ?? 0) / odds(x - 1);
  const limit = (weights[a - least] ?? 0) * tieFactor;
  let [all, extreme] = [0, 0];
  for (const weight of weights) {
    all += weight;
    if (weight <= limit) extreme += weight;
  }
  return { p: Math.min(1, extreme / all), oddsRatio };
}
