import type { Pack, Release } from '@calx/knowledge';
import { categoryBelief, type CategoryBelief } from './category-belief.ts';
import { numberBelief, type NumberBelief } from './number-belief.ts';
import { readParameters, type EngineParameters } from './parameters.ts';
import { setPriors } from './priors.ts';
import { readForms, type Form } from './forms.ts';
import { readProfile, type ProfileLine } from './profiles.ts';
import { codedCases, localTallies, publishedFigures, type CodedCase, type Tally } from './tallies.ts';
import type { ModelOptions } from './types.ts';

/** All that is believed about one variable: a posterior for each column of the model, and the background. */
export type VariableBelief =
  | {
      readonly kind: 'category';
      readonly values: readonly string[];
      readonly byColumn: readonly CategoryBelief[];
      readonly background: ReadonlyMap<string, number>;
    }
  | { readonly kind: 'number'; readonly byColumn: readonly NumberBelief[] };

/** A diagnosis in its usual form (`parent` is its own index) or in a special one. */
export interface Column {
  /** Index of the diagnosis. */
  readonly parent: number;
  /** Share of the diagnosis' patients who have this form. */
  readonly share: number;
  readonly form?: Form;
}

/** The knowledge of a release compiled for one pack. */
export interface Model {
  readonly release: Release;
  readonly pack: Pack;
  readonly setting: string;
  readonly parameters: EngineParameters;
  readonly diagnoses: readonly string[];
  /** The diagnoses in their usual form, in order, then the special forms. */
  readonly columns: readonly Column[];
  /** Prior probability by diagnosis; with `noneOfThesePrior` they sum to 1. */
  readonly priors: Float64Array;
  readonly variables: ReadonlyMap<string, VariableBelief>;
  readonly profiles: readonly ReadonlyMap<string, ProfileLine>[];
  readonly casesOf: ReadonlyMap<string, readonly CodedCase[]>;
  /** Index of the dependence group by variable; variables outside any group stand alone. */
  readonly groupOf: ReadonlyMap<string, number>;
  readonly options: ModelOptions;
}

const compiled = new WeakMap<Release, Map<string, Model>>();

/** The model of a pack; without options it is compiled once for a release. */
export function modelFor(release: Release, packId: string, options: ModelOptions = {}): Model {
  const plain = !options.exclude && !options.localCounts && !options.localPriors;
  if (!plain) {
    const { exclude, setting, ...local } = options;
    const onlyCases = exclude && !exclude.sources && !exclude.diagnoses && Object.keys(local).length === 0;
    const base = onlyCases && modelFor(release, packId, setting === undefined ? {} : { setting });
    return compileModel(release, packId, options, readParameters(release), base || undefined);
  }
  const models = compiled.get(release) ?? new Map<string, Model>();
  compiled.set(release, models);
  const key = `${packId} ${options.setting ?? ''}`;
  let model = models.get(key);
  if (!model) {
    model = compileModel(release, packId, options);
    models.set(key, model);
  }
  return model;
}

/**
 * Compiles profiles, figures, cases and priors into posteriors for each diagnosis and variable.
 * Given the model of the same options with all cases, only the variables that an excluded case shows are compiled.
 */
function compileModel(
  release: Release,
  packId: string,
  options: ModelOptions = {},
  parameters: EngineParameters = readParameters(release),
  base?: Model,
): Model {
  const pack = release.packs[packId];
  if (!pack) throw new UnknownPackError(packId, Object.keys(release.packs));
  const { exclude } = options;
  const diagnoses = pack.diagnoses.filter((id) => !exclude?.diagnoses?.includes(id));
  const cases = codedCases(release).filter(({ id }) => !exclude?.cases?.includes(id));
  const profiles = diagnoses.map((diagnosis) => readProfile(release, diagnosis));
  const casesOf = groupByDiagnosis(cases);
  const columns = columnsOf(release, diagnoses);
  const context = { release, diagnoses, columns, casesOf, profiles, options, parameters };
  const touched = base && variablesOf(codedCases(release), exclude?.cases ?? [], parameters);
  const variables = new Map<string, VariableBelief>(base?.variables);
  for (const { id, kind, values } of [...release.variables, SEX]) {
    if (kind === 'category' && (touched?.has(id) ?? true))
      variables.set(id, categoryVariable(context, id, coarseValues(values)));
  }
  for (const id of Object.keys(parameters.numbers)) {
    if (touched?.has(id) ?? true) variables.set(id, numberVariable(context, id));
  }
  const setting = options.setting ?? pack.defaultSetting;
  const groupOf = new Map(
    parameters.dependence.flatMap((group, index) =>
      group.variables.map((variable): [string, number] => [variable, index]),
    ),
  );
  const priors = setPriors(release, pack, setting, diagnoses, casesOf, options.localPriors, parameters);
  return {
    release,
    pack,
    setting,
    parameters,
    diagnoses,
    columns,
    priors,
    variables,
    profiles,
    casesOf,
    groupOf,
    options,
  };
}

/** The usual forms with what the special ones leave them, then the special forms. */
function columnsOf(release: Release, diagnoses: readonly string[]): Column[] {
  const forms = diagnoses.map((diagnosis) => readForms(release, diagnosis));
  const usual = forms.map((special, parent) => ({
    parent,
    share: 1 - special.reduce((sum, { share }) => sum + share, 0),
  }));
  const special = forms.flatMap((list, parent) => list.map((form) => ({ parent, share: form.share, form })));
  return [...usual, ...special];
}

function groupByDiagnosis(cases: readonly CodedCase[]): Map<string, CodedCase[]> {
  const groups = new Map<string, CodedCase[]>();
  for (const coded of cases) {
    const own = groups.get(coded.diagnosis);
    if (own) own.push(coded);
    else groups.set(coded.diagnosis, [coded]);
  }
  return groups;
}

/** The variables to which these cases contribute. */
function variablesOf(
  cases: readonly CodedCase[],
  ids: readonly string[],
  parameters: EngineParameters,
): Set<string> {
  const shown = cases.filter(({ id }) => ids.includes(id)).flatMap(({ values }) => [...values.keys()]);
  return new Set(shown.length === 0 ? [] : [...shown, ...parameters.reportedWhenPresent.keys()]);
}

/** A pack that the release does not have. */
export class UnknownPackError extends Error {
  readonly code = 'unknown_pack';
  readonly params: Readonly<Record<string, string>>;
  constructor(pack: string, known: readonly string[]) {
    super(`There is no pack "${pack}"; name one of: ${known.join(', ')}.`);
    this.name = 'UnknownPackError';
    this.params = { pack, known: known.join(', ') };
  }
}

/** Sex stands beside the findings in the case format, and counts like one. */
const SEX = { id: 'sex', kind: 'category', values: [{ id: 'F' }, { id: 'M' }] } as const;

function coarseValues(values: readonly { readonly id: string; readonly coarse?: string }[]): string[] {
  return [...new Set(values.map(({ id, coarse }) => coarse ?? id))];
}

interface Context {
  readonly release: Release;
  readonly diagnoses: readonly string[];
  readonly columns: readonly Column[];
  readonly casesOf: ReadonlyMap<string, readonly CodedCase[]>;
  readonly profiles: readonly ReadonlyMap<string, ProfileLine>[];
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

function categoryVariable(context: Context, variable: string, values: readonly string[]): VariableBelief {
  const { release, diagnoses, profiles, options, parameters } = context;
  const evidence = diagnoses.map((diagnosis, index) => {
    const line = profiles[index]?.get(variable);
    return {
      values,
      ...(line?.values && {
        profile: { values: line.values, strength: parameters.profileStrength[line.grade] },
      }),
      tallies: talliesOf(release, diagnosis, variable, options),
      cases: countCases(
        context.casesOf.get(diagnosis) ?? [],
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
  const byColumn = context.columns.map(({ parent, form }) => {
    const line = form?.lines.get(variable);
    if (!line?.values) return usual[parent] as CategoryBelief;
    const profile = { values: line.values, strength: parameters.profileStrength[line.grade] };
    return categoryBelief({ values, profile, tallies: [], cases: new Map() }, background, parameters);
  });
  return { kind: 'category', values, byColumn, background };
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

function numberVariable(context: Context, variable: string): VariableBelief {
  const { release, diagnoses, profiles, options, parameters } = context;
  const scale = parameters.numbers[variable];
  if (!scale) throw new Error(`no scale for ${variable}`);
  const excluded = options.exclude?.sources ?? [];
  const percentiles = (line: ProfileLine | undefined) => {
    const { p5, median, p95 } = line ?? {};
    return line && p5 !== undefined && median !== undefined && p95 !== undefined
      ? { p5, median, p95, strength: parameters.profileStrength[line.grade] }
      : undefined;
  };
  const usual = diagnoses.map((diagnosis, index) => {
    const profile = percentiles(profiles[index]?.get(variable));
    const summaries = publishedFigures(release, diagnosis, variable).numbers.filter(
      ({ source }) => !excluded.includes(source),
    );
    const values = (context.casesOf.get(diagnosis) ?? [])
      .flatMap((coded) => coded.values.get(variable) ?? [])
      .filter((value) => typeof value === 'number');
    return numberBelief(scale, profile, summaries, values, parameters);
  });
  const byColumn = context.columns.map(({ parent, form }) => {
    const profile = percentiles(form?.lines.get(variable));
    return profile ? numberBelief(scale, profile, [], [], parameters) : (usual[parent] as NumberBelief);
  });
  return { kind: 'number', byColumn };
}
