export type Scale = 'nominal' | 'ordinal' | 'interval';

/**
 * Krippendorff's alpha for any number of readers with missing values. `readings[reader][case]` is a number (a
 * category's rank for ordinal data) or null. Krippendorff K 2011, "Computing Krippendorff's Alpha-Reliability".
 * NaN when all pairable values are equal. Throws a RangeError when no case has two readings.
 */
export function krippendorffAlpha(readings: readonly (readonly (number | null)[])[], scale: Scale): number {
  const cases = Math.max(0, ...readings.map((row) => row.length));
  const units: number[][] = [];
  for (let index = 0; index < cases; index += 1) {
    const values = readings
      .map((row) => row[index])
      .filter((value): value is number => typeof value === 'number');
    if (values.length >= 2) units.push(values);
  }
  if (units.length === 0)
    throw new RangeError('Krippendorff’s alpha needs at least one case with two readings.');
  const values = [...new Set(units.flat())].sort((a, b) => a - b);
  const totals = values.map((value) => units.flat().filter((x) => x === value).length);
  const distance = distanceOf(scale, values, totals);
  const n = units.flat().length;
  let observed = 0;
  for (const unit of units) {
    for (const a of unit) for (const b of unit) observed += distance(a, b) / (unit.length - 1);
  }
  let expected = 0;
  values.forEach((a, i) =>
    values.forEach((b, j) => {
      expected += (totals[i] ?? 0) * (totals[j] ?? 0) * distance(a, b);
    }),
  );
  return 1 - (observed * (n - 1)) / expected;
}

function distanceOf(
  scale: Scale,
  values: readonly number[],
  totals: readonly number[],
): (a: number, b: number) => number {
  if (scale === 'nominal') return (a, b) => (a === b ? 0 : 1);
  if (scale === 'interval') return (a, b) => (a - b) ** 2;
  return (a, b) => {
    const [low, high] = [Math.min(a, b), Math.max(a, b)];
    let between = 0;
    values.forEach((value, i) => {
      if (value >= low && value <= high) between += totals[i] ?? 0;
    });
    const ends = ((totals[values.indexOf(low)] ?? 0) + (totals[values.indexOf(high)] ?? 0)) / 2;
    return (between - ends) ** 2;
  };
}
