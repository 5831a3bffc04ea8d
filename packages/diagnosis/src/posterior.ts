import type { Likelihood } from './likelihood.ts';
import { softmax } from './mathematics.ts';
import type { Model } from './model.ts';
import { createNormal, createRandom } from './random.ts';

/** Probability by diagnosis in the model's order, with "none of these" last. */
export type Posterior = Float64Array;

/** Log weights of the diagnoses and, last, of "none of these". */
export function logWeights(model: Model, likelihoods: readonly Likelihood[]): Float64Array {
  const size = model.diagnoses.length;
  const { temperature, noneOfThesePrior } = model.parameters;
  const logs = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) logs[i] = Math.log(model.priors[i] ?? 0);
  logs[size] = Math.log(noneOfThesePrior);
  for (const { log, logNone, factor } of likelihoods) {
    const part = temperature * factor;
    for (let i = 0; i < size; i++) logs[i] = (logs[i] ?? 0) + part * (log[i] ?? 0);
    logs[size] = (logs[size] ?? 0) + part * logNone;
  }
  return logs;
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
  const logs = logWeights(model, likelihoods);
  const size = logs.length;
  const spread = new Float64Array(size);
  for (const { logSd, factor } of likelihoods) {
    const part = temperature * factor;
    for (let i = 0; i < size - 1; i++) spread[i] = (spread[i] ?? 0) + (part * (logSd[i] ?? 0)) ** 2;
  }
  for (let i = 0; i < size; i++) spread[i] = Math.sqrt(spread[i] ?? 0);
  const normal = createNormal(createRandom(seed));
  const samples = Array.from({ length: size }, () => new Float64Array(draws));
  const drawn = new Float64Array(size);
  for (let d = 0; d < draws; d++) {
    for (let i = 0; i < size; i++) drawn[i] = (logs[i] ?? 0) + (spread[i] ?? 0) * normal();
    const probabilities = softmax(drawn);
    for (let i = 0; i < size; i++) (samples[i] as Float64Array)[d] = probabilities[i] ?? 0;
  }
  const centre = softmax(logs);
  return samples.map((sample, index) => {
    sample.sort();
    const p = centre[index] ?? 0;
    const low = quantile(sample, (1 - intervalLevel) / 2);
    const high = quantile(sample, (1 + intervalLevel) / 2);
    return [Math.min(low, p), Math.max(high, p)];
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
