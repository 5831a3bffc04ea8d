import { gradeOf, NO_BASIS } from './basis.ts';
import type { Likelihood } from './likelihood.ts';
import { settle } from './mathematics.ts';
import type { Model } from './model.ts';
import { PRESENTATIONS, presentationsOf } from './presentations.ts';
import { PUBLISHED_CASES, publishedFigures, sourceCounts, type CodedCase } from './tallies.ts';
import type { ProfileLine } from './profiles.ts';
import type { SourceCount, Weight } from './types.ts';
import { talliesOf } from './variable-beliefs.ts';

/** Decibans of one unit of natural logarithm. */
const DECIBANS = 10 / Math.LN10;

/** Sum of the priors, and of the likelihoods each times its prior. */
export interface PriorAverage {
  readonly mass: number;
  readonly sum: number;
}

export function priorAverage(model: Model, { log }: Likelihood): PriorAverage {
  let mass = 0;
  let sum = 0;
  model.priors.forEach((prior, index) => {
    mass += prior;
    sum += prior * Math.exp(log[index] ?? 0);
  });
  return { mass, sum };
}

/**
 * What a finding says about a diagnosis against the others of the pack, each by its prior (Good 1950). `column` is
 * the form in which the diagnosis leads.
 */
export function weightOf(
  model: Model,
  likelihood: Likelihood,
  average: PriorAverage,
  index: number,
  column: number,
): Weight {
  const { observation, share, factor } = likelihood;
  const own = Math.exp(likelihood.log[index] ?? 0);
  const prior = model.priors[index] ?? 0;
  const { mass, sum } = average;
  const others = mass > prior ? (sum - prior * own) / (mass - prior) : own;
  const decided = factor * model.parameters.temperature * Math.log(own / others);
  const belief = model.variables.get(observation.variable)?.byColumn[column];
  const basis = belief?.basis ?? NO_BASIS;
  return {
    variable: observation.variable,
    value: observation.value,
    state: observation.state,
    decibans: settle(DECIBANS * decided),
    likelihoodRatio: settle(Math.exp(decided)),
    share: settle(share[index] ?? 0),
    patients: belief?.patients ?? 0,
    basis,
    grade: gradeOf(basis),
    sources: sourcesOf(model, likelihood, index, column),
  };
}

/** By the profiles, which the models fitted to single patients share. */
const cache = new WeakMap<Model['profiles'], Map<string, readonly SourceCount[]>>();

/** As {@link findSources}; remembered by the model, since the same findings come again and again. */
function sourcesOf(
  model: Model,
  { observation: { variable, value } }: Likelihood,
  index: number,
  column: number,
): readonly SourceCount[] {
  const known = cache.get(model.profiles) ?? new Map<string, readonly SourceCount[]>();
  cache.set(model.profiles, known);
  // The sources of a number are the same whatever it is.
  const key = `${column} ${variable} ${typeof value === 'number' ? '' : value}`;
  let sources = known.get(key);
  if (!sources) {
    sources = findSources(model, variable, value, index, column);
    known.set(key, sources);
  }
  return sources;
}

/** The sources behind a share: series with k and n, words, the profile's citations, published cases. */
function findSources(
  model: Model,
  variable: string,
  value: string | number,
  index: number,
  column: number,
): SourceCount[] {
  const diagnosis = model.diagnoses[index] ?? '';
  const special = model.columns[column]?.form?.lines.get(variable);
  const written = countOf(PRESENTATIONS, presentationsOf(model.release, diagnosis), variable, value);
  if (special) return [...special.sources.map((id) => ({ id })), ...written];
  const counted =
    typeof value === 'number'
      ? publishedFigures(model.release, diagnosis, variable).numbers.map(({ source, figure }): SourceCount =>
          figure.n === undefined ? { id: source } : { id: source, n: figure.n },
        )
      : sourceCounts(talliesOf(model.release, diagnosis, variable, model.options), value);
  const named = new Set(counted.map(({ id }) => id));
  const cited = (lineOf(model, column, variable)?.sources ?? [])
    .filter((id) => !named.has(id))
    .map((id): SourceCount => ({ id }));
  return [
    ...counted,
    ...cited,
    ...countOf(PUBLISHED_CASES, model.casesOf.get(diagnosis) ?? [], variable, value),
    ...written,
  ];
}

/** The profile's line on a variable; that of the form where it says otherwise. */
function lineOf(model: Model, column: number, variable: string): ProfileLine | undefined {
  const { parent, form } = model.columns[column] ?? {};
  return form?.lines.get(variable) ?? model.profiles[parent ?? column]?.get(variable);
}

/** How many of the coded patients who say something about the variable show the value. */
function countOf(
  id: string,
  cases: readonly CodedCase[],
  variable: string,
  value: string | number,
): SourceCount[] {
  const stated = cases.filter((entry) => entry.values.has(variable));
  if (stated.length === 0) return [];
  if (typeof value === 'number') return [{ id, n: stated.length }];
  return [
    { id, k: stated.filter(({ values }) => values.get(variable)?.includes(value)).length, n: stated.length },
  ];
}
