import type { Release } from '@calx/knowledge';
import { categoryBelief, type CategoryBelief } from './category-belief.ts';
import type { Form } from './forms.ts';
import { numberBelief, type NumberBelief } from './number-belief.ts';
import type { EngineParameters } from './parameters.ts';
import type { PopulationLine } from './population.ts';
import type { ProfileLine } from './profiles.ts';
import { localTallies, publishedFigures, type CodedCase, type Tally } from './tallies.ts';
import { categoryOpinion, numberOpinion, presentationsOf, type SecondOpinion } from './presentations.ts';
import type { ModelOptions } from './types.ts';

/** A posterior for each column of the model, and the mean share over the diagnoses that know the variable. */
interface CategoryBeliefs {
  readonly byColumn: readonly CategoryBelief[];
  readonly background: ReadonlyMap<string, number>;
  /** What the written presentations add to the log likelihood, by diagnosis. */
  readonly opinion: SecondOpinion;
}

/** All that is believed about one variable. */
export type VariableBelief =
  | (CategoryBeliefs & {
      readonly kind: 'category';
      readonly values: readonly string[];
      /** Where the population's frequency depends on age: what holds at that age in years. */
      readonly atAge?: (years: number) => CategoryBeliefs;
    })
  | {
      readonly kind: 'number';
      readonly byColumn: readonly NumberBelief[];
      readonly opinion: SecondOpinion;
    };

/** A diagnosis in its usual form (`parent` is its own index) or in a special one. */
export interface Column {
  /** Index of the diagnosis. */
  readonly parent: number;
  /** Share of the diagnosis' patients who have this form. */
  readonly share: number;
  readonly form?: Form;
}

/** What the beliefs are made of. */
export interface Knowledge {
  readonly release: Release;
  readonly diagnoses: readonly string[];
  readonly columns: readonly Column[];
  readonly casesOf: ReadonlyMap<string, readonly CodedCase[]>;
  /** By diagnosis; the population's lines stand in where a profile is silent. */
  readonly profiles: readonly ReadonlyMap<string, ProfileLine>[];
  readonly population: ReadonlyMap<string, PopulationLine>;
  readonly options: ModelOptions;
  readonly parameters: EngineParameters;
}

/** Series and local counts about a variable, without the excluded sources. */
export function talliesOf(
  release: Release,
  diagnosis: string,
  variable: string,
  options: ModelOptions,
): Tally[] {
  const published = publishedFigures(release, diagnosis, variable).tallies;
  const excluded = options.exclude?.sources ?? [];
  return [
    ...published.filter(({ source }) => !excluded.includes(source)),
    ...localTallies(options.localCounts ?? [], diagnosis, variable),
  ];
}

/**
 * What is believed about a variable. Values of the vocabulary that the pack has no word about (say, a growth whose rate
 * is unknown) are left out: every diagnosis would give them next to nothing, and "none of these" would win by default.
 */
export function categoryVariable(
  knowledge: Knowledge,
  variable: string,
  vocabulary: readonly string[],
): VariableBelief {
  const values = knownValues(knowledge, variable, vocabulary);
  const overall = categoryBeliefs(knowledge, variable, values);
  const bands = knowledge.population.get(variable)?.bands ?? [];
  if (bands.length === 0) return { kind: 'category', values, ...overall };
  const known = new Map<number, CategoryBeliefs>();
  const atAge = (years: number): CategoryBeliefs => {
    const band = bands.findLast(({ from }) => years >= from);
    if (!band) return overall;
    const beliefs = known.get(band.from) ?? categoryBeliefs(knowledge, variable, values, band.values);
    known.set(band.from, beliefs);
    return beliefs;
  };
  return { kind: 'category', values, ...overall, atAge };
}

/** The values that a profile, a form or a source names; all of them where no profile speaks of the variable. */
function knownValues(
  { release, diagnoses, columns, profiles, options }: Knowledge,
  variable: string,
  vocabulary: readonly string[],
): readonly string[] {
  const everyLine = [...profiles, ...columns.map(({ form }) => form?.lines)];
  const written = everyLine.flatMap((lines) => Object.keys(lines?.get(variable)?.values ?? {}));
  if (written.length === 0) return vocabulary;
  const tallies = diagnoses.flatMap((diagnosis) => talliesOf(release, diagnosis, variable, options));
  const published = tallies.flatMap(({ counts, quantifiers }) => [...counts.keys(), ...quantifiers.keys()]);
  const named = new Set([...written, ...published]);
  return vocabulary.filter((value) => named.has(value));
}

/** `ofPopulation`: the shares at an age, in place of the population's overall ones. */
function categoryBeliefs(
  { release, diagnoses, columns, casesOf, profiles, population, options, parameters }: Knowledge,
  variable: string,
  values: readonly string[],
  ofPopulation?: Readonly<Record<string, number>>,
): CategoryBeliefs {
  const weighed = ({ values: shares, grade, sources }: ProfileLine) =>
    shares && { values: shares, strength: parameters.profileStrength[grade], grade, sources };
  const evidence = diagnoses.map((diagnosis, index) => {
    const own = profiles[index]?.get(variable);
    const line =
      own && own === population.get(variable) && ofPopulation ? { ...own, values: ofPopulation } : own;
    const profile = line && weighed(line);
    return {
      values,
      ...(profile && { profile }),
      tallies: talliesOf(release, diagnosis, variable, options),
      cases: countCases(
        casesOf.get(diagnosis) ?? [],
        variable,
        values,
        parameters.reportedWhenPresent.get(variable),
      ),
    };
  });
  const uniform = new Map(values.map((value) => [value, 1 / values.length]));
  const informed = evidence
    .map((entry) => categoryBelief(entry, uniform, parameters))
    .filter(({ patients }) => patients > parameters.backgroundStrength);
  const background = informed.length === 0 ? uniform : meanShare(values, informed);
  const usual = evidence.map((entry) => categoryBelief(entry, background, parameters));
  const byColumn = columns.map(({ parent, form }) => {
    const line = form?.lines.get(variable);
    const profile = line && weighed(line);
    if (!profile) return usual[parent] as CategoryBelief;
    return categoryBelief({ values, profile, tallies: [], cases: new Map() }, background, parameters);
  });
  const written = diagnoses.map((diagnosis) => presentationsOf(release, diagnosis));
  return { byColumn, background, opinion: categoryOpinion(written, variable, background, parameters) };
}

function countCases(
  cases: readonly CodedCase[],
  variable: string,
  values: readonly string[],
  silent: number | undefined,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const coded of cases) {
    const shown = (coded.values.get(variable) ?? []).map(String).filter((value) => values.includes(value));
    for (const value of shown) counts.set(value, (counts.get(value) ?? 0) + 1 / shown.length);
    if (shown.length === 0 && silent) counts.set('no', (counts.get('no') ?? 0) + silent);
  }
  return counts;
}

function meanShare(values: readonly string[], beliefs: readonly CategoryBelief[]): Map<string, number> {
  return new Map(
    values.map((value) => {
      let sum = 0;
      for (const { share } of beliefs) sum += share.get(value) ?? 0;
      return [value, sum / beliefs.length];
    }),
  );
}

export function numberVariable(
  { release, diagnoses, columns, casesOf, profiles, options, parameters }: Knowledge,
  variable: string,
): VariableBelief {
  const scale = parameters.numbers[variable];
  if (!scale) throw new Error(`no scale for ${variable}`);
  const excluded = options.exclude?.sources ?? [];
  const percentiles = (line: ProfileLine | undefined) => {
    const { p5, median, p95 } = line ?? {};
    return line && p5 !== undefined && median !== undefined && p95 !== undefined
      ? {
          p5,
          median,
          p95,
          strength: parameters.profileStrength[line.grade],
          grade: line.grade,
          sources: line.sources,
        }
      : undefined;
  };
  const usual = diagnoses.map((diagnosis, index) => {
    const profile = percentiles(profiles[index]?.get(variable));
    const summaries = publishedFigures(release, diagnosis, variable).numbers.filter(
      ({ source }) => !excluded.includes(source),
    );
    const values = (casesOf.get(diagnosis) ?? [])
      .flatMap((coded) => coded.values.get(variable) ?? [])
      .filter((value) => typeof value === 'number');
    return numberBelief(scale, profile, summaries, values, parameters);
  });
  const byColumn = columns.map(({ parent, form }) => {
    const profile = percentiles(form?.lines.get(variable));
    return profile ? numberBelief(scale, profile, [], [], parameters) : (usual[parent] as NumberBelief);
  });
  const written = diagnoses.map((diagnosis) => presentationsOf(release, diagnosis));
  return { kind: 'number', byColumn, opinion: numberOpinion(written, variable, usual, parameters) };
}
