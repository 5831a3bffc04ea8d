import type { Likelihood } from './likelihood.ts';
import { settle, softmax } from './mathematics.ts';
import type { Model } from './model.ts';
import { createNormal, createRandom } from './random.ts';

/** Probability by diagnosis in the model's order, with "none of these" last. */
export type Posterior = Float64Array;

/**
 * How well each column (each diagnosis in its usual form, then the special forms) explains the findings: the log of
 * its share in the diagnosis plus its log likelihood, sharpened.
 */
function columnWeights(model: Model, likelihoods: readonly Likelihood[]): Float64Array {
  const { formSharpness } = model.parameters;
  const logs = Float64Array.from(model.columns, ({ share }) => Math.log(share));
  for (const { log, factor } of likelihoods) {
    const part = formSharpness * factor;
    for (let i = 0; i < logs.length; i++) logs[i] = (logs[i] ?? 0) + part * (log[i] ?? 0);
  }
  return logs;
}

/**
 * Log weights of the diagnoses from those of their forms: the forms of a diagnosis add up, then the temperature
 * calibrates and the prior counts. Written into `result`, whose last place ("none") is left alone.
 */
function addForms(model: Model, columns: Float64Array, result: Float64Array): Float64Array {
  const size = model.diagnoses.length;
  const { temperature, formSharpness } = model.parameters;
  const sums = new Float64Array(size);
  result.fill(-Infinity, 0, size);
  model.columns.forEach(({ parent }, i) => {
    result[parent] = Math.max(result[parent] ?? 0, columns[i] ?? 0);
  });
  model.columns.forEach(({ parent }, i) => {
    const below = (columns[i] ?? 0) - (result[parent] ?? 0);
    if (below > -Infinity) sums[parent] = (sums[parent] ?? 0) + Math.exp(below);
  });
  for (let i = 0; i < size; i++) {
    const explained = (result[i] ?? 0) + Math.log(sums[i] ?? 0);
    result[i] = Math.log(model.priors[i] ?? 0) + (temperature / formSharpness) * explained;
  }
  return result;
}

/** Log weight of "none of these". */
function noneWeight(model: Model, likelihoods: readonly Likelihood[]): number {
  const { temperature, noneOfThesePrior } = model.parameters;
  let log = 0;
  for (const { logNone, factor } of likelihoods) log += factor * logNone;
  return Math.log(noneOfThesePrior) + temperature * log;
}

/** Log weights of the diagnoses and, last, of "none of these". */
export function logWeights(model: Model, likelihoods: readonly Likelihood[]): Float64Array {
  const logs = new Float64Array(model.diagnoses.length + 1);
  logs[model.diagnoses.length] = noneWeight(model, likelihoods);
  return addForms(model, columnWeights(model, likelihoods), logs);
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
  const { draws, intervalLevel, formSharpness } = model.parameters;
  const columns = columnWeights(model, likelihoods);
  const spread = new Float64Array(columns.length);
  for (const { logSd, factor } of likelihoods) {
    const part = formSharpness * factor;
    for (let i = 0; i < columns.length; i++) spread[i] = (spread[i] ?? 0) + (part * (logSd[i] ?? 0)) ** 2;
  }
  for (let i = 0; i < columns.length; i++) spread[i] = Math.sqrt(spread[i] ?? 0);
  const normal = createNormal(createRandom(seed));
  const none = noneWeight(model, likelihoods);
  const size = model.diagnoses.length + 1;
  const samples = Array.from({ length: size }, () => new Float64Array(draws));
  const drawn = new Float64Array(columns.length);
  const probabilities = new Float64Array(size);
  const weigh = (weights: Float64Array) => {
    probabilities[size - 1] = none;
    softmax(addForms(model, weights, probabilities), probabilities);
  };
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < columns.length; i++) drawn[i] = (columns[i] ?? 0) + (spread[i] ?? 0) * normal();
    weigh(drawn);
    for (let i = 0; i < size; i++) (samples[i] as Float64Array)[d] = probabilities[i] ?? 0;
  }
  weigh(columns);
  return samples.map((sample, index) => {
    sample.sort();
    const p = probabilities[index] ?? 0;
    const low = quantile(sample, (1 - intervalLevel) / 2);
    const high = quantile(sample, (1 + intervalLevel) / 2);
    return [settle(Math.min(low, p)), settle(Math.max(high, p))];
  });
}

/** Quantile of sorted values by linear interpolation. */
export function quantile(sorted: Float64Array, probability: number): number {
  const x = probability * (sorted.length - 1);
  const low = Math.floor(x);
  const high = Math.min(sorted.length - 1, low + 1);
  const part = x - low;
  return (1 - part) * (sorted[low] ?? 0) + part * (sorted[high] ?? 0);
}
