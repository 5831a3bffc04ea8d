import type { Likelihood } from './likelihood.ts';
import { softmax } from './mathematics.ts';
import type { Model } from './model.ts';
import { createNormal, createRandom } from './random.ts';

/** Probability by diagnosis in the model's order, with "none of these" last. */
export type Posterior = Float64Array;

/** Log weights of the columns (each diagnosis in its usual form, then the special forms) and, last, of "none". */
function columnWeights(model: Model, likelihoods: readonly Likelihood[]): Float64Array {
  const size = model.columns.length;
  const { temperature, noneOfThesePrior } = model.parameters;
  const logs = new Float64Array(size + 1);
  model.columns.forEach(({ parent, share }, i) => {
    logs[i] = Math.log((model.priors[parent] ?? 0) * share);
  });
  logs[size] = Math.log(noneOfThesePrior);
  for (const { log, logNone, factor } of likelihoods) {
    const part = temperature * factor;
    for (let i = 0; i < size; i++) logs[i] = (logs[i] ?? 0) + part * (log[i] ?? 0);
    logs[size] = (logs[size] ?? 0) + part * logNone;
  }
  return logs;
}

/** Adds the forms of each diagnosis up: from log weights of columns to those of diagnoses, "none" last. */
function addForms(model: Model, columns: Float64Array): Float64Array {
  const size = model.diagnoses.length;
  const logs = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) logs[i] = columns[i] ?? 0;
  for (let i = size; i < model.columns.length; i++) {
    const parent = model.columns[i]?.parent ?? 0;
    logs[parent] = addLogs(logs[parent] ?? -Infinity, columns[i] ?? -Infinity);
  }
  logs[size] = columns[model.columns.length] ?? -Infinity;
  return logs;
}

/** ln(exp a + exp b) without overflow. */
function addLogs(a: number, b: number): number {
  const high = Math.max(a, b);
  return high === -Infinity ? high : high + Math.log1p(Math.exp(Math.min(a, b) - high));
}

/** Log weights of the diagnoses and, last, of "none of these". */
export function logWeights(model: Model, likelihoods: readonly Likelihood[]): Float64Array {
  return addForms(model, columnWeights(model, likelihoods));
}

/** The form in which each diagnosis explains the findings best, as a column of the model. */
export function leadingForms(model: Model, likelihoods: readonly Likelihood[]): number[] {
  const logs = columnWeights(model, likelihoods);
  const leading = model.diagnoses.map((_, index) => index);
  for (let i = model.diagnoses.length; i < model.columns.length; i++) {
    const parent = model.columns[i]?.parent ?? 0;
    if ((logs[i] ?? 0) > (logs[leading[parent] ?? 0] ?? 0)) leading[parent] = i;
  }
  return leading;
}

/** Bayes' rule over the pack and "none of these". */
export function posteriorOf(model: Model, likelihoods: readonly Likelihood[]): Posterior {
  return softmax(logWeights(model, likelihoods));
}

/**
 * Intervals of the probabilities: draws of each diagnosis' log likelihood from its posterior (normal, with the
 * standard deviations of its findings), Bayes' rule on each draw, quantiles over the draws.
 */
export function intervalsOf(
  model: Model,
  likelihoods: readonly Likelihood[],
  seed: number,
): (readonly [number, number])[] {
  const { draws, intervalLevel, temperature } = model.parameters;
  const columns = columnWeights(model, likelihoods);
  const spread = new Float64Array(columns.length);
  for (const { logSd, factor } of likelihoods) {
    const part = temperature * factor;
    for (let i = 0; i < columns.length - 1; i++) spread[i] = (spread[i] ?? 0) + (part * (logSd[i] ?? 0)) ** 2;
  }
  for (let i = 0; i < columns.length; i++) spread[i] = Math.sqrt(spread[i] ?? 0);
  const normal = createNormal(createRandom(seed));
  const size = model.diagnoses.length + 1;
  const samples = Array.from({ length: size }, () => new Float64Array(draws));
  const drawn = new Float64Array(columns.length);
  const probabilities = new Float64Array(size);
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < columns.length; i++) drawn[i] = (columns[i] ?? 0) + (spread[i] ?? 0) * normal();
    sharesOf(model, drawn, probabilities);
    for (let i = 0; i < size; i++) (samples[i] as Float64Array)[d] = probabilities[i] ?? 0;
  }
  const centre = sharesOf(model, columns, new Float64Array(size));
  return samples.map((sample, index) => {
    sample.sort();
    const p = centre[index] ?? 0;
    const low = quantile(sample, (1 - intervalLevel) / 2);
    const high = quantile(sample, (1 + intervalLevel) / 2);
    return [Math.min(low, p), Math.max(high, p)];
  });
}

/** Probabilities of the diagnoses and, last, of "none", from log weights of the columns; written into `result`. */
function sharesOf(model: Model, columns: Float64Array, result: Float64Array): Float64Array {
  let highest = -Infinity;
  for (let i = 0; i < columns.length; i++) highest = Math.max(highest, columns[i] ?? -Infinity);
  result.fill(0);
  let sum = 0;
  for (let i = 0; i < columns.length; i++) {
    const place = model.columns[i]?.parent ?? result.length - 1;
    const weight = Math.exp((columns[i] ?? -Infinity) - highest);
    result[place] = (result[place] ?? 0) + weight;
    sum += weight;
  }
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) / sum;
  return result;
}

/** Quantile of sorted values by linear interpolation. */
export function quantile(sorted: Float64Array, probability: number): number {
  const x = probability * (sorted.length - 1);
  const low = Math.floor(x);
  const high = Math.min(sorted.length - 1, low + 1);
  const part = x - low;
  return (1 - part) * (sorted[low] ?? 0) + part * (sorted[high] ?? 0);
}
