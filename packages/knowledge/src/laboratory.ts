import type { CaseIssue } from './case-facts.ts';
import type { Analyte, Laboratory, ReferenceInterval } from './laboratory-types.ts';
import { normaliseFindings } from './normalise.ts';
import { loadRelease, type Release } from './release.ts';
import type { CaseFacts, LabValue } from './types.ts';
import { convert, findUnit } from './units.ts';

export type LabState = 'low' | 'normal' | 'high';

/** One laboratory value as understood. */
export interface LabReading {
  /** Path into the case, for instance `labs.0`. */
  readonly where: string;
  readonly analyte: string;
  /** In the unit of the reference intervals; absent when the unit is missing or does not convert. */
  readonly value?: number;
  /** UCUM. */
  readonly unit?: string;
  readonly state?: LabState;
  /** The laboratory's own mark, or the interval of the data. */
  readonly by?: 'flag' | 'interval';
  /** The intervals it was judged by; several while age or sex are unknown and they agree. */
  readonly intervals: readonly ReferenceInterval[];
}

/** A finding that laboratory values stand for. */
export interface DerivedFinding {
  readonly variable: string;
  readonly value: LabState;
  readonly readings: readonly LabReading[];
}

export interface LaboratoryFindings {
  readonly readings: readonly LabReading[];
  /** By variable; also where the case states the finding itself (which then wins). */
  readonly derived: Readonly<Record<string, DerivedFinding>>;
  readonly issues: readonly CaseIssue[];
}

/**
 * Reads the laboratory values of a case: unit by unit, against the interval of the patient's age and sex. The
 * laboratory's own flag wins over our interval, a stated finding over both; every disagreement is an issue.
 * A value is never judged without a unit, and a unit is never guessed.
 */
export function deriveLaboratory(
  facts: Pick<CaseFacts, 'age' | 'sex' | 'labs' | 'findings'>,
  release: Release = loadRelease(),
): LaboratoryFindings {
  const issues: CaseIssue[] = [];
  const readings = (facts.labs ?? []).flatMap((lab, index) => {
    const reading = readLab(lab, `labs.${index}`, facts, release.laboratory, issues);
    return reading ? [reading] : [];
  });
  const derived: Record<string, DerivedFinding> = {};
  for (const reading of readings) {
    if (!reading.state) continue;
    const variable = release.laboratory.analytes[reading.analyte]?.variable;
    if (variable === undefined) continue;
    derived[variable] = combine(variable, derived[variable], { ...reading, state: reading.state }, issues);
  }
  issues.push(...conflictsWithStated(facts, derived, release));
  return { readings, derived, issues };
}

/** The case with its laboratory values as findings, where it does not state the finding itself. */
export function withLaboratory(facts: CaseFacts, release: Release = loadRelease()): CaseFacts {
  const { derived } = deriveLaboratory(facts, release);
  const added = Object.values(derived).filter(({ variable }) => !(variable in facts.findings));
  if (added.length === 0) return facts;
  const findings = Object.fromEntries(added.map(({ variable, value }) => [variable, value]));
  return { ...facts, findings: { ...facts.findings, ...findings } };
}

/** The analyte of that id or name; undefined when the data list none. */
export function findAnalyte(laboratory: Laboratory, name: string): Analyte | undefined {
  const wanted = plainName(name);
  return Object.values(laboratory.analytes).find(
    ({ id, names }) => plainName(id) === wanted || names.some((other) => plainName(other) === wanted),
  );
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[\s_\-–,.()（）[\]'’]/g, '');
}

type Patient = Pick<CaseFacts, 'age' | 'sex'>;
const FLAGS = { L: 'low', N: 'normal', H: 'high' } as const;

function readLab(
  lab: LabValue,
  where: string,
  patient: Patient,
  laboratory: Laboratory,
  issues: CaseIssue[],
): LabReading | undefined {
  const report = (code: string, more: Record<string, string | number> = {}) =>
    issues.push({ code, where, params: { name: lab.name, ...more } });
  const analyte = findAnalyte(laboratory, lab.name);
  if (!analyte) {
    report('lab_unknown');
    return undefined;
  }
  const measured = measure(lab, analyte, laboratory, report);
  const judged = measured && judge(measured.value, analyte, patient);
  const flagged = lab.flag ? FLAGS[lab.flag] : undefined;
  if (flagged && judged?.state && flagged !== judged.state) {
    report('lab_flag_differs', { variable: analyte.variable, flag: flagged, interval: judged.state });
  }
  if (!flagged && judged && !judged.state) report(judged.why);
  const state = flagged ?? judged?.state;
  return {
    where,
    analyte: analyte.id,
    ...measured,
    ...(state && { state, by: flagged ? ('flag' as const) : ('interval' as const) }),
    intervals: judged?.intervals ?? [],
  };
}

type Report = (code: string, more?: Record<string, string | number>) => void;

/** The value in the analyte's unit; a missing or strange unit and an impossible value are reported. */
function measure(
  { value, unit }: LabValue,
  analyte: Analyte,
  laboratory: Laboratory,
  report: Report,
): { value: number; unit: string } | undefined {
  if (value === undefined || value === null) return undefined;
  if (!unit) {
    report('lab_unit_missing');
    return undefined;
  }
  const from = findUnit(laboratory, unit);
  const to = findUnit(laboratory, analyte.unit);
  const converted = from && to && convert(analyte, value, from, to);
  if (converted === undefined) {
    report('lab_unit_unknown', { unit });
    return undefined;
  }
  const { low, high } = analyte.plausible;
  if (converted < low || converted > high) {
    report('lab_implausible', { value, unit });
    return undefined;
  }
  return { value: converted, unit: analyte.unit };
}

interface Judgement {
  readonly state?: LabState;
  readonly why: 'lab_no_interval' | 'lab_needs_age_or_sex';
  readonly intervals: readonly ReferenceInterval[];
}

/** Judged by every interval that may apply: with age or sex unknown, only where all of them say the same. */
function judge(value: number, analyte: Analyte, { age, sex }: Patient): Judgement {
  const intervals = analyte.intervals.filter(
    (interval) =>
      (age === undefined || age === null || (age >= interval.from && age < (interval.to ?? Infinity))) &&
      (sex === undefined || sex === null || interval.sex === undefined || interval.sex === sex),
  );
  const states = new Set(intervals.map((interval) => stateIn(value, interval)));
  const [state, other] = states;
  if (state === undefined) return { why: 'lab_no_interval', intervals: [] };
  if (other !== undefined) return { why: 'lab_needs_age_or_sex', intervals };
  return { state, why: 'lab_no_interval', intervals };
}

function stateIn(value: number, { low = -Infinity, high = Infinity }: ReferenceInterval): LabState {
  if (value < low) return 'low';
  return value > high ? 'high' : 'normal';
}

/** Several values of one variable (CRP and ESR, total and ionised calcium): what is out of range speaks. */
function combine(
  variable: string,
  before: DerivedFinding | undefined,
  reading: LabReading & { readonly state: LabState },
  issues: CaseIssue[],
): DerivedFinding {
  if (!before) return { variable, value: reading.state, readings: [reading] };
  const readings = [...before.readings, reading];
  const opposed = before.value !== 'normal' && reading.state !== 'normal' && before.value !== reading.state;
  if (opposed) {
    issues.push({
      code: 'lab_values_disagree',
      where: reading.where,
      params: { variable, first: before.value, second: reading.state },
    });
  }
  return { variable, value: before.value === 'normal' ? reading.state : before.value, readings };
}

function conflictsWithStated(
  facts: Pick<CaseFacts, 'findings'>,
  derived: Readonly<Record<string, DerivedFinding>>,
  release: Release,
): CaseIssue[] {
  const stated = normaliseFindings(facts, release);
  return Object.values(derived).flatMap(({ variable, value, readings }) => {
    const present = stated[variable]?.present ?? [];
    if (present.length === 0 || present.includes(value)) return [];
    const where = readings[0]?.where ?? 'labs';
    return [
      { code: 'lab_conflicts_with_finding', where, params: { variable, stated: present.join(', '), value } },
    ];
  });
}
