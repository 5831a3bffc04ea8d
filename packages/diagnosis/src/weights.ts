import type { Likelihood } from './likelihood.ts';
import { talliesOf, type Model } from './model.ts';
import { PUBLISHED_CASES, publishedFigures, sourceCounts } from './tallies.ts';
import type { ProfileLine } from './profiles.ts';
import type { SourceCount, Weight } from './types.ts';

/**
 * What a finding says about a diagnosis against the others of the pack, each by its prior (Good 1950). `column` is
 * the form in which the diagnosis leads.
 */
export function weightOf(model: Model, likelihood: Likelihood, index: number, column = index): Weight {
  const { observation, share, factor } = likelihood;
  let others = 0;
  let mass = 0;
  for (let i = 0; i < share.length; i++) {
    if (i === index) continue;
    others += (model.priors[i] ?? 0) * (share[i] ?? 0);
    mass += model.priors[i] ?? 0;
  }
  const own = share[index] ?? 0;
  const ratio = mass > 0 ? own / (others / mass) : 1;
  const likelihoodRatio = ratio ** (factor * model.parameters.temperature);
  const belief = model.variables.get(observation.variable);
  return {
    ...observation,
    decibans: 10 * Math.log10(likelihoodRatio),
    likelihoodRatio,
    share: own,
    patients: belief?.byColumn[column]?.patients ?? 0,
    grade: lineOf(model, column, observation.variable)?.grade ?? 'assumed',
    sources: sourcesOf(model, likelihood, index, column),
  };
}

/** The sources behind a share: series with k and n, words, the profile's citations, published cases. */
function sourcesOf(model: Model, { observation }: Likelihood, index: number, column: number): SourceCount[] {
  const { variable, value } = observation;
  const diagnosis = model.diagnoses[index] ?? '';
  const special = model.columns[column]?.form?.lines.get(variable);
  if (special) return special.sources.map((id) => ({ id }));
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
  return [...counted, ...cited, ...caseCount(model, diagnosis, variable, value)];
}

/** The profile's line on a variable; that of the form where it says otherwise. */
function lineOf(model: Model, column: number, variable: string): ProfileLine | undefined {
  const { parent, form } = model.columns[column] ?? {};
  return form?.lines.get(variable) ?? model.profiles[parent ?? column]?.get(variable);
}

function caseCount(model: Model, diagnosis: string, variable: string, value: string | number): SourceCount[] {
  const coded = (model.casesOf.get(diagnosis) ?? []).flatMap((entry) => {
    const values = entry.values.get(variable);
    return values ? [values] : [];
  });
  if (coded.length === 0) return [];
  if (typeof value === 'number') return [{ id: PUBLISHED_CASES, n: coded.length }];
  const k = coded.filter((values) => values.includes(value)).length;
  return [{ id: PUBLISHED_CASES, k, n: coded.length }];
}
