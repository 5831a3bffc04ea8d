import type { Pack, Release } from '@calx/knowledge';
import { readForms } from './forms.ts';
import { readParameters, type EngineParameters } from './parameters.ts';
import { readPopulation, withPopulation } from './population.ts';
import { setPriors } from './priors.ts';
import { readProfile, type ProfileLine } from './profiles.ts';
import { codedCases, type CodedCase } from './tallies.ts';
import type { ModelOptions } from './types.ts';
import { categoryVariable, numberVariable, type Column, type VariableBelief } from './variable-beliefs.ts';

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
    return compileModel(release, packId, options, base || undefined);
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
function compileModel(release: Release, packId: string, options: ModelOptions = {}, base?: Model): Model {
  const pack = release.packs[packId];
  if (!pack) throw new UnknownPackError(packId, Object.keys(release.packs));
  const parameters = readParameters(release, packId);
  const { exclude } = options;
  const diagnoses = pack.diagnoses.filter((id) => !exclude?.diagnoses?.includes(id));
  const cases = codedCases(release).filter(({ id }) => !exclude?.cases?.includes(id));
  const population = readPopulation(release);
  const profiles = diagnoses.map((diagnosis) => withPopulation(readProfile(release, diagnosis), population));
  const casesOf = groupByDiagnosis(cases);
  const columns = columnsOf(release, diagnoses);
  const knowledge = { release, diagnoses, columns, casesOf, profiles, population, options, parameters };
  const touched = base && variablesOf(codedCases(release), exclude?.cases ?? [], parameters);
  const variables = new Map<string, VariableBelief>(base?.variables);
  for (const { id, kind, values } of [...release.variables, SEX]) {
    if (kind === 'category' && (touched?.has(id) ?? true))
      variables.set(id, categoryVariable(knowledge, id, coarseValues(values)));
  }
  for (const id of Object.keys(parameters.numbers)) {
    if (touched?.has(id) ?? true) variables.set(id, numberVariable(knowledge, id));
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
