import { KnowledgeError } from './error.ts';
import { findVariable, loadRelease, type EvidenceVariable, type Release } from './release.ts';
import type { CaseFacts, Disease, Family, Figure, Variable } from './types.ts';
import type { VariableGroup } from './variable-groups.ts';
import { normaliseFindings } from './normalise.ts';

/** A figure with the source it stands in. */
export interface CitedFigure {
  readonly source: string;
  readonly citation: string;
  readonly url?: string;
  readonly year?: number;
  readonly figure: Figure;
  /** False where the same patients are counted elsewhere: in another figure or by an overlapping source. */
  readonly counted: boolean;
}

/** What is known of one value: all sources, and the sum of those that count. */
export interface ValueEvidence {
  /** Absent for numbers (age, size). */
  readonly value?: string | number;
  readonly figures: readonly CitedFigure[];
  /** Sum over counted sources; absent when nobody counted. */
  readonly k?: number;
  readonly n?: number;
  /** Ids of the published cases of this diagnosis that showed it. */
  readonly cases: readonly string[];
}

export interface VariableEvidence {
  readonly variable: string;
  /** Of the form; `evidence` for what sources count and the form does not ask. */
  readonly group: VariableGroup | 'patient' | 'evidence';
  readonly values: readonly ValueEvidence[];
}

/** Everything known of a diagnosis. */
export interface DiagnosisDescription {
  readonly disease: Disease;
  readonly packs: readonly string[];
  readonly families: readonly Family[];
  /** In the order of the form; patient variables first, evidence variables last. */
  readonly variables: readonly VariableEvidence[];
  /** Variables of the form that no source speaks of. */
  readonly unknown: readonly string[];
  readonly sources: number;
  readonly cases: number;
}

/** What is known of a diagnosis, with k of n and source. Throws for an unknown id. */
export function describeDiagnosis(id: string, release: Release = loadRelease()): DiagnosisDescription {
  const disease = Object.hasOwn(release.diseases, id) ? release.diseases[id] : undefined;
  if (!disease) {
    throw new KnowledgeError('unknown_diagnosis', { id }, `No diagnosis has the id "${id}".`);
  }
  const packs = Object.values(release.packs).filter(({ diagnoses }) => diagnoses.includes(id));
  const figures = citedFigures(release, id);
  const cases = release.cases.filter(({ diagnosis }) => diagnosis === id);
  const shown = casesByValue(cases, release);
  const spoken = [...new Set([...figures.map(({ figure }) => figure.variable), ...shown.keys()])];
  const place = placeOf(release);
  const variables = spoken
    .sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
    .map((variable) => variableEvidence(release, variable, figures, shown.get(variable) ?? new Map()));
  return {
    disease,
    packs: packs.map((pack) => pack.id),
    families: packs.flatMap(({ families }) => families.filter(({ members }) => members.includes(id))),
    variables,
    unknown: release.variables.filter((variable) => !spoken.includes(variable.id)).map((one) => one.id),
    sources: new Set(figures.map(({ source }) => source)).size,
    cases: cases.length,
  };
}

/** The figures of a diagnosis; those of an overlapping source yield where the kept source counts the variable. */
export function citedFigures(release: Release, diagnosis: string): readonly CitedFigure[] {
  const all = Object.values(release.sources).flatMap((source) =>
    source.figures.filter((figure) => figure.diagnosis === diagnosis).map((figure) => ({ source, figure })),
  );
  const speaks = (source: string, variable: string) =>
    all.some((one) => one.source.id === source && one.figure.variable === variable);
  return all.map(({ source, figure }) => {
    const yields = release.overlaps.some(
      (overlap) =>
        overlap.yields.includes(source.id) &&
        (overlap.diagnoses?.includes(diagnosis) ?? true) &&
        speaks(overlap.keep, figure.variable),
    );
    const url = figure.url ?? source.url;
    return {
      source: source.id,
      citation: figure.citation ?? source.citation,
      ...(url && { url }),
      ...(source.year && { year: source.year }),
      figure,
      counted: figure.k !== undefined && !figure.countedElsewhere && !yields,
    };
  });
}

type CasesOfValue = ReadonlyMap<string, readonly string[]>;

function casesByValue(cases: readonly CaseFacts[], release: Release): ReadonlyMap<string, CasesOfValue> {
  const byVariable = new Map<string, Map<string, string[]>>();
  cases.forEach((one, index) => {
    for (const [variable, { present }] of Object.entries(normaliseFindings(one, release))) {
      for (const value of present) {
        const values = byVariable.get(variable) ?? new Map<string, string[]>();
        byVariable.set(variable, values);
        values.set(value, [...(values.get(value) ?? []), one.id ?? `case-${index + 1}`]);
      }
    }
  });
  return byVariable;
}

function variableEvidence(
  release: Release,
  variable: string,
  figures: readonly CitedFigure[],
  cases: CasesOfValue,
): VariableEvidence {
  const own = figures.filter(({ figure }) => figure.variable === variable);
  const stated = new Set<string | number | undefined>([
    ...own.map(({ figure }) => figure.value),
    ...cases.keys(),
  ]);
  const known = findVariable(release, variable)?.values.map(({ id }) => id) ?? [];
  const rank = (value: string | number | undefined) => known.indexOf(String(value));
  const values = [...stated].sort((a, b) => rank(a) - rank(b) || (String(a) < String(b) ? -1 : 1));
  return {
    variable,
    group: groupOf(release, variable),
    values: values.map((value) => valueEvidence(value, own, cases)),
  };
}

function valueEvidence(
  value: string | number | undefined,
  own: readonly CitedFigure[],
  cases: CasesOfValue,
): ValueEvidence {
  const figures = own.filter(({ figure }) => figure.value === value);
  const counted = figures.filter((one) => one.counted);
  const sum = (pick: (figure: Figure) => number) =>
    counted.reduce((total, one) => total + pick(one.figure), 0);
  return {
    ...(value !== undefined && { value }),
    figures,
    ...(counted.length > 0 && { k: sum(({ k = 0 }) => k), n: sum(({ n = 0 }) => n) }),
    cases: value === undefined ? [] : (cases.get(String(value)) ?? []),
  };
}

function groupOf(release: Release, variable: string): VariableEvidence['group'] {
  const evidence: EvidenceVariable | undefined = release.evidenceVariables[variable];
  return findVariable(release, variable)?.group ?? (evidence ? 'evidence' : 'patient');
}

function placeOf(release: Release): (variable: string) => number {
  const order = new Map(release.variables.map((one: Variable, index) => [one.id, index]));
  return (variable) =>
    order.get(variable) ?? (variable in release.evidenceVariables ? release.variables.length : -1);
}
