import { hashKey } from '@tanstack/react-query';
import type { Addendum, CaseDocument } from '../api/types.ts';
import { withFindings } from './document.ts';
import { without } from './without.ts';

/** A place of a case that people change on its own. */
export interface CaseEntry {
  readonly part: 'findings' | 'facts' | 'labs' | 'lesions' | 'report' | 'consensus';
  readonly key: string;
}

/** A place that two people changed differently; the page shows its own value until one of them is chosen. */
export interface MergeConflict extends CaseEntry {
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merge {
  readonly document: CaseDocument;
  readonly conflicts: readonly MergeConflict[];
}

type Keyed = Readonly<Record<string, unknown>>;
type Parts = Readonly<Record<CaseEntry['part'], Keyed>>;

/** The key under which a signature is an entry of the report; sentences have a language before their name. */
export const SIGNED = 'signed';

/** Equal as JSON, whatever the order of the keys: the store keeps its own. */
export const same = (a: unknown, b: unknown): boolean => hashKey([a]) === hashKey([b]);

/** What people change of a case, entry by entry. */
function partsOf({ findings, facts, lesions, report, consensus = {} }: CaseDocument): Parts {
  return {
    findings,
    facts: without({ ...facts }, 'findings', 'labs'),
    labs: Object.fromEntries((facts.labs ?? []).map((lab) => [lab.name, lab])),
    lesions: Object.fromEntries(lesions.map((lesion) => [lesion.id, lesion])),
    report: { ...report.edits, ...(report.signed && { [SIGNED]: report.signed }) },
    consensus,
  };
}

/** A document with its entries replaced; what is no entry stays. */
function withParts(
  document: CaseDocument,
  { findings, facts, labs, lesions, report, consensus }: Parts,
): CaseDocument {
  const { [SIGNED]: signed, ...edits } = report;
  const listed = Object.values(labs) as NonNullable<CaseDocument['facts']['labs']>;
  return withFindings(
    {
      ...document,
      ...((document.consensus || Object.keys(consensus).length > 0) && {
        consensus: consensus as NonNullable<CaseDocument['consensus']>,
      }),
      lesions: Object.values(lesions) as CaseDocument['lesions'],
      facts: {
        ...(facts as Partial<CaseDocument['facts']>),
        findings: {},
        ...((listed.length > 0 || document.facts.labs) && { labs: listed }),
      },
      report: {
        ...document.report,
        edits: edits as CaseDocument['report']['edits'],
        ...((signed !== undefined || document.report.signed !== undefined) && {
          signed: (signed ?? null) as NonNullable<CaseDocument['report']['signed']> | null,
        }),
      },
    },
    findings as CaseDocument['findings'],
  );
}

/** All addenda of both, none twice, in the order of their times. */
function joined(theirs: readonly Addendum[], mine: readonly Addendum[]): readonly Addendum[] {
  const own = mine.filter((addendum) => !theirs.some((other) => same(addendum, other)));
  return [...theirs, ...own].sort((a, b) => (a.at < b.at ? -1 : 1));
}

const keysOf = (...records: readonly Keyed[]): ReadonlySet<string> => new Set(records.flatMap(Object.keys));

/** The entries that differ between two states of a case. */
export function changedEntries(before: CaseDocument, after: CaseDocument): readonly CaseEntry[] {
  const [old, now] = [partsOf(before), partsOf(after)];
  return (Object.keys(old) as CaseEntry['part'][]).flatMap((part) =>
    [...keysOf(old[part], now[part])].flatMap((key) =>
      same(old[part][key], now[part][key]) ? [] : [{ part, key }],
    ),
  );
}

/** Whether two states say the same in everything that people change. */
export const sameContent = (a: CaseDocument, b: CaseDocument): boolean =>
  a.status === b.status &&
  same(a.report.addenda ?? [], b.report.addenda ?? []) &&
  changedEntries(a, b).length === 0;

/**
 * Three-way merge of what two people made of one case: each change of one side is taken; where both changed the
 * same entry differently, `mine` stays and the conflict is named, so that nobody is silently overwritten.
 */
export function mergeCases(base: CaseDocument, mine: CaseDocument, theirs: CaseDocument): Merge {
  const conflicts: MergeConflict[] = [];
  const [b, m, t] = [partsOf(base), partsOf(mine), partsOf(theirs)];
  const merge = (part: CaseEntry['part']): Keyed => {
    const merged: Record<string, unknown> = {};
    for (const key of keysOf(t[part], m[part], b[part])) {
      const [was, own, other] = [b[part][key], m[part][key], t[part][key]];
      const changedByMe = !same(own, was);
      if (changedByMe && !same(other, was) && !same(own, other))
        conflicts.push({ part, key, mine: own, theirs: other });
      const value = changedByMe ? own : other;
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  };
  const addenda = joined(theirs.report.addenda ?? [], mine.report.addenda ?? []);
  const document = withParts(theirs, {
    findings: merge('findings'),
    facts: merge('facts'),
    labs: merge('labs'),
    lesions: merge('lesions'),
    report: merge('report'),
    consensus: merge('consensus'),
  });
  return {
    document: {
      ...document,
      status: mine.status === base.status ? theirs.status : mine.status,
      report: { ...document.report, ...(addenda.length > 0 && { addenda }) },
    },
    conflicts,
  };
}

/** The value of an entry; undefined where there is none. */
export const entryOf = (document: CaseDocument, { part, key }: CaseEntry): unknown =>
  partsOf(document)[part][key];

/** A document with one entry set, or taken away with undefined. */
export function withEntry(document: CaseDocument, { part, key }: CaseEntry, value: unknown): CaseDocument {
  const parts = partsOf(document);
  const entries = { ...without(parts[part], key), ...(value !== undefined && { [key]: value }) };
  const changed = withParts(document, { ...parts, [part]: entries });
  if (part !== 'report' || key !== SIGNED) return changed;
  return { ...changed, status: value === undefined ? 'reading' : 'signed' };
}
