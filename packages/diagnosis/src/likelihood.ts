import { densityAt } from './number-belief.ts';
import type { Model } from './model.ts';
import type { Observation } from './types.ts';

/** How probable one finding is under each diagnosis, and how surely that is known. */
export interface Likelihood {
  readonly observation: Observation;
  /** Probability (or density on the scale) by diagnosis. */
  readonly share: Float64Array;
  /** Natural logarithm of `share`. */
  readonly log: Float64Array;
  /** Standard deviation of `log` by diagnosis: wide where few patients were counted. */
  readonly logSd: Float64Array;
  /** Natural logarithm of the probability under "none of these". */
  readonly logNone: number;
  /** Part of the finding that counts, given the others of its dependence group. */
  readonly factor: number;
}

/** Share of the background under "none of these" that is spread evenly over all values. */
const EVEN = 0.25;

/** The likelihood of one observation; undefined when the pack knows nothing that it could change. */
export function likelihoodOf(model: Model, observation: Observation): Likelihood | undefined {
  const { variable, value, state } = observation;
  const belief = model.variables.get(variable);
  if (!belief) return undefined;
  const size = model.diagnoses.length;
  const share = new Float64Array(size);
  const logSd = new Float64Array(size);
  let none: number;
  if (belief.kind === 'number') {
    if (typeof value !== 'number') return undefined;
    belief.byDiagnosis.forEach((entry, index) => {
      share[index] = densityAt(entry, value);
      logSd[index] = Math.min(model.parameters.maximumLogSd, 1 / Math.sqrt(entry.patients));
    });
    none = (1 - EVEN) * mean(share) + EVEN;
  } else {
    const id = String(value);
    if (!belief.values.includes(id)) return undefined;
    const certainty = state === 'possible' ? model.parameters.possibleConfidence : state === 'absent' ? 0 : 1;
    const soften = (p: number) => certainty * p + (1 - certainty) * (1 - p);
    belief.byDiagnosis.forEach((entry, index) => {
      const p = entry.share.get(id) ?? 0;
      share[index] = soften(p);
      logSd[index] = logStandardDeviation(soften(p), entry.patients, model.parameters.maximumLogSd);
    });
    none = soften((1 - EVEN) * (belief.background.get(id) ?? 0) + EVEN / belief.values.length);
  }
  return { observation, share, log: share.map(Math.log), logSd, logNone: Math.log(none), factor: 1 };
}

/** Of the logarithm of a share known from so many patients (delta method on the Beta posterior). */
function logStandardDeviation(share: number, patients: number, maximum: number): number {
  return Math.min(maximum, Math.sqrt((1 - share) / (share * (patients + 1))));
}

function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * The likelihoods of all findings, each with its part. Of m findings in a group with correlation r each counts
 * 1 / (1 + (m - 1) r): together they are worth the effective number of m correlated measurements
 * (the design effect of Kish, Survey Sampling, 1965).
 */
export function likelihoodsOf(model: Model, observations: readonly Observation[]): Likelihood[] {
  const found = observations.flatMap((observation) => likelihoodOf(model, observation) ?? []);
  const members = new Map<number | string, number>();
  const groupOf = ({ observation }: Likelihood) =>
    model.groupOf.get(observation.variable) ?? observation.variable;
  for (const entry of found) members.set(groupOf(entry), (members.get(groupOf(entry)) ?? 0) + 1);
  return found.map((entry) => {
    const group = groupOf(entry);
    const correlation =
      typeof group === 'number' ? (model.parameters.dependence[group]?.correlation ?? 0) : 1;
    return { ...entry, factor: 1 / (1 + ((members.get(group) ?? 1) - 1) * correlation) };
  });
}
