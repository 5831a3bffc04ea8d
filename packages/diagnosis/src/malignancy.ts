import type { Model } from './model.ts';

/** The alarm's rule, from `knowledge/alarms/malignancy.yaml`. */
interface MalignancyRule {
  readonly code: string;
  readonly probability: { readonly value: number };
}

/** Probability that the lesion is malignant: the pack's malignant diagnoses together. */
export function malignantProbability(model: Model, probabilities: Float64Array): number {
  let sum = 0;
  model.diagnoses.forEach((diagnosis, index) => {
    if (model.release.diseases[diagnosis]?.danger === 'malignant') sum += probabilities[index] ?? 0;
  });
  return sum;
}

/** True when malignancy can't be excluded at the alarm's threshold. */
export function isMalignancyAlarm(model: Model, probabilities: Float64Array): boolean {
  const rule = model.release.alarms.malignancy as MalignancyRule;
  return malignantProbability(model, probabilities) >= rule.probability.value;
}
