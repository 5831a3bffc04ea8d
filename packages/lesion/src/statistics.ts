/** Linear interpolation between order statistics of ascending values; NaN for none. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  const at = share * (n - 1);
  const below = Math.floor(at);
  const low = sorted[below] as number;
  return low + (at - below) * ((sorted[Math.min(n - 1, below + 1)] as number) - low);
}

/** The values of a mask, ascending. */
export function sortedWithin(values: ArrayLike<number>, mask: Uint8Array): Float64Array {
  const found: number[] = [];
  for (let at = 0; at < mask.length; at += 1) if (mask[at]) found.push(values[at] as number);
  return Float64Array.from(found).sort();
}

export interface Spread {
  readonly mean: number;
  /** Divided by n. */
  readonly sd: number;
}

export function spreadOf(values: ArrayLike<number>): Spread {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] as number;
  const mean = sum / values.length;
  let squares = 0;
  for (let at = 0; at < values.length; at += 1) squares += ((values[at] as number) - mean) ** 2;
  return { mean, sd: Math.sqrt(squares / values.length) };
}

/** Robust spread: 1.4826 x median absolute deviation (equal to the standard deviation of a normal distribution). */
export function robustSpread(sorted: Float64Array): { readonly median: number; readonly sd: number } {
  const median = percentile(sorted, 0.5);
  const deviations = sorted.map((value) => Math.abs(value - median)).sort();
  return { median, sd: 1.4826 * percentile(deviations, 0.5) };
}
