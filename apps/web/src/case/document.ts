import {
  findVariable,
  loadRelease,
  withProposals,
  type CaseFacts,
  type FindingInput,
  type Findings,
  type HowKnown,
  type LabValue,
  type Proposal,
} from '@calx/knowledge';
import type {
  Addendum,
  CaseDocument,
  Consensus,
  FindingRecord,
  LesionRecord,
  LesionRequest,
} from '../api/types.ts';
import { without } from './without.ts';

/** Pure changes of a case document, and what is derived from it. The document is never mutated. */

/** The case as the page holds it: what the stored facts say counts as read by whoever brought them. */
export function opened(document: CaseDocument): CaseDocument {
  const reader = document.history[0]?.by ?? '';
  const stored = Object.entries(document.facts.findings ?? {})
    .filter(([variable]) => !(variable in document.findings))
    .map(([variable, value]): [string, FindingRecord] => [variable, readRecord(value, reader)]);
  const findings = { ...Object.fromEntries(stored), ...document.findings };
  return withFindings(document, findings);
}

const readRecord = (value: FindingInput, by: string, how: HowKnown = 'read'): FindingRecord => ({
  state: isAbsent(value) ? 'absent' : 'present',
  value,
  how,
  confirmed: true,
  by,
});

/** True for an explicit negative of the case format. */
function isAbsent(value: FindingInput): boolean {
  if (typeof value === 'object' && !Array.isArray(value)) {
    const form = value as { present?: readonly string[]; possible?: readonly string[] };
    return (form.present?.length ?? 0) + (form.possible?.length ?? 0) === 0;
  }
  return value === 'no' || value === 'none' || value === 'absent';
}

function confirmedValues(findings: CaseDocument['findings']): CaseFacts['findings'] {
  const values: Record<string, FindingInput> = {};
  for (const [variable, record] of Object.entries(findings))
    if (record.confirmed && record.state !== 'not-assessed' && record.value !== null)
      values[variable] = record.value;
  return values;
}

/** The findings of a case, and the facts that they confirm. */
export const withFindings = (document: CaseDocument, findings: CaseDocument['findings']): CaseDocument => ({
  ...document,
  findings,
  facts: { ...document.facts, findings: confirmedValues(findings) },
});

function withFinding(
  document: CaseDocument,
  variable: string,
  record: FindingRecord | undefined,
): CaseDocument {
  const others = without(document.findings, variable);
  return withFindings(document, record ? { ...others, [variable]: record } : others);
}

/** The reader says that this is so. */
export const setFinding = (
  document: CaseDocument,
  variable: string,
  value: FindingInput,
  by: string,
): CaseDocument => withFinding(document, variable, readRecord(value, by));

/** Back to "not assessed" (an open proposal, if there is one, shows again). */
export const clearFinding = (document: CaseDocument, variable: string): CaseDocument =>
  withFinding(document, variable, undefined);

/** The reader confirms what the machine proposed. */
export const acceptProposal = (
  document: CaseDocument,
  variable: string,
  value: FindingInput,
  by: string,
): CaseDocument => withFinding(document, variable, readRecord(value, by, 'measured'));

/** The reader refuses what the machine proposed: the variable counts as not assessed. */
export const refuseProposal = (
  document: CaseDocument,
  variable: string,
  value: FindingInput,
  by: string,
): CaseDocument =>
  withFinding(document, variable, {
    state: 'not-assessed',
    value: null,
    how: 'read',
    confirmed: true,
    by,
    refused: value,
  });

export const setFacts = (
  document: CaseDocument,
  facts: Partial<Pick<CaseFacts, 'age' | 'sex' | 'pack'>>,
): CaseDocument => ({ ...document, facts: { ...document.facts, ...facts } });

/** Sets or, with `undefined`, removes a laboratory value. */
export function setLab(document: CaseDocument, name: string, lab: LabValue | undefined): CaseDocument {
  const others = (document.facts.labs ?? []).filter((item) => item.name !== name);
  return { ...document, facts: { ...document.facts, labs: lab ? [...others, lab] : others } };
}

export const addLesion = (document: CaseDocument, lesion: LesionRecord): CaseDocument => ({
  ...document,
  lesions: [...document.lesions, lesion],
  status: document.status === 'new' ? 'reading' : document.status,
});

export const setLesion = (
  document: CaseDocument,
  id: string,
  request: LesionRequest,
  measurement: unknown,
): CaseDocument => ({
  ...document,
  lesions: document.lesions.map((lesion) =>
    lesion.id === id ? { ...lesion, request, measurement } : lesion,
  ),
});

export const removeLesion = (document: CaseDocument, id: string): CaseDocument => ({
  ...document,
  lesions: document.lesions.filter((lesion) => lesion.id !== id),
});

/** Takes a value of one of two readings into the case, and keeps who decided so and why. */
export const takeOver = (document: CaseDocument, variable: string, settled: Consensus): CaseDocument => ({
  ...setFinding(document, variable, settled.value, settled.by),
  consensus: { ...document.consensus, [variable]: settled },
});

/** A reader's own wording of a report sentence; `undefined` gives the written one back. */
export function setSentence(document: CaseDocument, id: string, text: string | undefined): CaseDocument {
  const others = without(document.report.edits, id);
  const edits = text === undefined ? others : { ...others, [id]: text };
  return { ...document, report: { ...document.report, edits } };
}

/** Signs the report as it stands, word for word. */
export const sign = (document: CaseDocument, by: string, at: string, text: string): CaseDocument => ({
  ...document,
  status: 'signed',
  report: { ...document.report, signed: { by, at, text } },
});

/** Adds to a signed report, whose text stays. */
export const addAddendum = (document: CaseDocument, addendum: Addendum): CaseDocument => ({
  ...document,
  report: { ...document.report, addenda: [...(document.report.addenda ?? []), addendum] },
});

export const unsign = (document: CaseDocument): CaseDocument => ({
  ...document,
  status: 'reading',
  report: { ...document.report, signed: null },
});

/** A proposal of a measurement, with the machine's reason. */
export interface LesionProposal extends Proposal {
  readonly because?: readonly {
    readonly code: string;
    readonly params: Readonly<Record<string, string | number>>;
  }[];
}

/** All proposals of the case's lesions; those of an unmeasured lesion are none. */
export function proposalsOf(document: CaseDocument): readonly LesionProposal[] {
  return document.lesions.flatMap((lesion) => {
    const { proposals } = (lesion.measurement ?? {}) as { proposals?: readonly LesionProposal[] };
    return proposals ?? [];
  });
}

/** What the reader decided with the machine's open proposals beside it, as the differential counts it. */
export function findingsInForce(document: CaseDocument): Findings<LesionProposal> {
  const decided: Record<string, Findings<LesionProposal>[string]> = {};
  const closed = new Set<string>();
  for (const [variable, record] of Object.entries(document.findings)) {
    if (record.state === 'not-assessed' || record.value === null) {
      if (record.refused !== undefined) closed.add(variable);
      continue;
    }
    const { value, how, confirmed } = record;
    decided[variable] = { variable, value, how, confirmed, proposals: [] };
  }
  return withProposals(
    decided,
    proposalsOf(document).filter(
      ({ variable }) => !closed.has(variable) && findVariable(loadRelease(), variable) !== undefined,
    ),
  );
}
