/**
 * Quantile of the standard normal distribution for 0 < p < 1, by the rational approximation of P. Acklam
 * (relative error below 1.15e-9).
 */
export function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p < low) return -tail(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - low) return tail(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const numerator =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const denominator =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
    1;
  return (q * numerator) / denominator;
}

function tail(q: number): number {
  const numerator =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const denominator =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) * q +
    1;
  return -numerator / denominator;
}

/**
 * Exponentials of log weights, scaled to sum to 1; safe for very small weights. Written into `result` (which may be
 * `logs` itself), so that loops need no new array.
 */
export function softmax(logs: Float64Array, result = new Float64Array(logs.length)): Float64Array {
  let highest = -Infinity;
  for (let i = 0; i < logs.length; i++) highest = Math.max(highest, logs[i] ?? -Infinity);
  let sum = 0;
  for (let i = 0; i < logs.length; i++) {
    const weight = Math.exp((logs[i] ?? -Infinity) - highest);
    result[i] = weight;
    sum += weight;
  }
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) / sum;
  return result;
}

/** Entropy in bits. */
export function entropy(probabilities: Iterable<number>): number {
  let bits = 0;
  for (const p of probabilities) if (p > 0) bits -= p * Math.log2(p);
  return bits;
}

/** 2^13 + 1: leaves 40 of the 53 bits of a number. */
const SPLITTER = 8193;

/**
 * A number to twelve digits (Dekker 1971, doi:10.1007/BF01397083). ECMAScript leaves the last digit of exp, log and
 * pow to the engine, and Node and Chromium differ in it: what ranks, alarms or is shown is settled first, so that two
 * readers see the same.
 */
export function settle(value: number): number {
  const scaled = SPLITTER * value;
  return Number.isFinite(scaled) ? scaled - (scaled - value) : value;
}
