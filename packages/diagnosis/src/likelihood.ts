import { densityAt } from './number-belief.ts';
import type { Model } from './model.ts';
import { presentingOf } from './patient.ts';
import type { Observation } from './types.ts';

/** How probable one finding is under each diagnosis, and how surely that is known. */
export interface Likelihood {
  readonly observation: Observation;
  /** Probability (or density on the scale) by column of the model: the diagnoses, then their special forms. */
  readonly share: Float64Array;
  /** What counts: the natural logarithm of `share`, and of a finding that is present the second opinion. */
  readonly log: Float64Array;
  /** Standard deviation of `log` by diagnosis: wide where few patients were counted. */
  readonly logSd: Float64Array;
  /** Natural logarithm of the probability under "none of these". */
  readonly logNone: number;
  /** Part of the finding that counts, given the others of its dependence group. */
  readonly factor: number;
}

/** The likelihood of one observation; undefined when the pack knows nothing that it could change. */
function likelihoodOf(model: Model, observation: Observation): Likelihood | undefined {
  const { variable, value, state } = observation;
  const belief = model.variables.get(variable);
  if (!belief) return undefined;
  const size = model.columns.length;
  const share = new Float64Array(size);
  const logSd = new Float64Array(size);
  const even = model.parameters.noneOfTheseEven;
  let none: number;
  if (belief.kind === 'number') {
    if (typeof value !== 'number') return undefined;
    belief.byColumn.forEach((entry, index) => {
      share[index] = densityAt(entry, value);
      logSd[index] = Math.min(model.parameters.maximumLogSd, 1 / Math.sqrt(entry.patients));
    });
    none = (1 - even) * mean(share.subarray(0, model.diagnoses.length)) + even;
  } else {
    const id = String(value);
    if (!belief.values.includes(id)) return undefined;
    const certainty = state === 'possible' ? model.parameters.possibleConfidence : state === 'absent' ? 0 : 1;
    const soften = (p: number) => certainty * p + (1 - certainty) * (1 - p);
    belief.byColumn.forEach((entry, index) => {
      const p = entry.share.get(id) ?? 0;
      share[index] = soften(p);
      logSd[index] = logStandardDeviation(soften(p), entry.patients, model.parameters.maximumLogSd);
    });
    none = soften((1 - even) * (belief.background.get(id) ?? 0) + even / belief.values.length);
  }
  const log = share.map(Math.log);
  if (state === 'present') {
    model.columns.forEach(({ parent }, index) => {
      log[index] = (log[index] ?? 0) + belief.opinion(parent, value);
    });
  }
  return { observation, share, log, logSd, logNone: Math.log(none), factor: 1 };
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
 * The likelihoods of all findings, each with the part that counts. Findings of one dependence group say partly the
 * same: the most telling counts in full, the next `repeat` times, the next its square, and so on. A finding that
 * tells nothing apart therefore takes nothing from the others.
 */
export function likelihoodsOf(model: Model, observations: readonly Observation[]): Likelihood[] {
  const presenting = presentingOf(model, observations);
  const found = observations
    .filter((observation) => !presenting.includes(observation))
    .flatMap((observation) => likelihoodOf(model, observation) ?? []);
  const groups = new Map<number | string, Likelihood[]>();
  for (const entry of found) {
    const group = model.groupOf.get(entry.observation.variable) ?? entry.observation.variable;
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  const factors = new Map<Likelihood, number>();
  for (const [group, members] of groups) {
    const repeat = typeof group === 'number' ? (model.parameters.dependence[group]?.repeat ?? 0) : 0;
    const telling = new Map(members.map((entry) => [entry, variance(entry.log, model.priors)]));
    members
      .sort((a, b) => (telling.get(b) ?? 0) - (telling.get(a) ?? 0) || byName(a, b))
      .forEach((entry, index) => factors.set(entry, repeat ** index));
  }
  return found.map((entry) => ({ ...entry, factor: factors.get(entry) ?? 1 }));
}

/** The likelihoods as each diagnosis explains them in its leading form, by diagnosis. */
export function projectForms(likelihoods: readonly Likelihood[], leading: readonly number[]): Likelihood[] {
  const project = (columns: Float64Array) => {
    const result = new Float64Array(leading.length);
    for (let i = 0; i < leading.length; i++) result[i] = columns[leading[i] ?? 0] ?? 0;
    return result;
  };
  return likelihoods.map((entry) => ({
    ...entry,
    share: project(entry.share),
    log: project(entry.log),
    logSd: project(entry.logSd),
  }));
}

function byName(a: Likelihood, b: Likelihood): number {
  const name = ({ observation }: Likelihood) => `${observation.variable} ${observation.value}`;
  return name(a) < name(b) ? -1 : 1;
}

/** How far a finding tells the diagnoses apart: the variance of its log likelihood over the prior. */
function variance(log: Float64Array, priors: Float64Array): number {
  let mass = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < priors.length; i++) {
    const p = priors[i] ?? 0;
    const x = log[i] ?? 0;
    mass += p;
    first += p * x;
    second += p * x * x;
  }
  return mass > 0 ? second / mass - (first / mass) ** 2 : 0;
}
