import type { Addendum, CaseDocument } from '../api/types.ts';
import { without } from './without.ts';

/** A place that two people changed differently; the page's own value was kept. */
export interface MergeConflict {
  readonly part: 'findings' | 'facts' | 'labs' | 'lesions' | 'report';
  readonly key: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Merge {
  readonly document: CaseDocument;
  readonly conflicts: readonly MergeConflict[];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** All addenda of both, none twice, in the order of their times. */
function joined(theirs: readonly Addendum[], mine: readonly Addendum[]): readonly Addendum[] {
  const own = mine.filter((addendum) => !theirs.some((other) => same(addendum, other)));
  return [...theirs, ...own].sort((a, b) => (a.at < b.at ? -1 : 1));
}

type Keyed = Readonly<Record<string, unknown>>;

/**
 * Three-way merge of what two people made of one case: each change of one side is taken; where both changed the
 * same entry differently, `mine` stays and the conflict is named, so that nobody is silently overwritten.
 */
export function mergeCases(base: CaseDocument, mine: CaseDocument, theirs: CaseDocument): Merge {
  const conflicts: MergeConflict[] = [];
  const merge = (part: MergeConflict['part'], b: Keyed, m: Keyed, t: Keyed): Record<string, unknown> => {
    const merged: Record<string, unknown> = {};
    for (const key of new Set([...Object.keys(t), ...Object.keys(m), ...Object.keys(b)])) {
      const changedByMe = !same(m[key], b[key]);
      const changedByThem = !same(t[key], b[key]);
      if (changedByMe && changedByThem && !same(m[key], t[key]))
        conflicts.push({ part, key, mine: m[key], theirs: t[key] });
      const value = changedByMe ? m[key] : t[key];
      if (value !== undefined) merged[key] = value;
    }
    return merged;
  };
  const facts = (document: CaseDocument): Keyed => without({ ...document.facts }, 'findings', 'labs');
  const byName = (document: CaseDocument): Keyed =>
    Object.fromEntries((document.facts.labs ?? []).map((lab) => [lab.name, lab]));
  const byId = (document: CaseDocument): Keyed =>
    Object.fromEntries(document.lesions.map((lesion) => [lesion.id, lesion]));

  const findings = merge('findings', base.findings, mine.findings, theirs.findings);
  const labs = merge('labs', byName(base), byName(mine), byName(theirs));
  const lesions = merge('lesions', byId(base), byId(mine), byId(theirs));
  const confirmed = merge(
    'findings',
    base.facts.findings as Keyed,
    mine.facts.findings as Keyed,
    theirs.facts.findings as Keyed,
  );
  const document: CaseDocument = {
    ...theirs,
    status: mine.status === base.status ? theirs.status : mine.status,
    findings: findings as CaseDocument['findings'],
    lesions: Object.values(lesions) as CaseDocument['lesions'],
    facts: {
      ...(merge('facts', facts(base), facts(mine), facts(theirs)) as object),
      findings: confirmed as CaseDocument['facts']['findings'],
      labs: Object.values(labs) as NonNullable<CaseDocument['facts']['labs']>,
    },
    report: {
      ...theirs.report,
      signed: same(mine.report.signed, base.report.signed)
        ? (theirs.report.signed ?? null)
        : (mine.report.signed ?? null),
      addenda: joined(theirs.report.addenda ?? [], mine.report.addenda ?? []),
      edits: merge('report', base.report.edits, mine.report.edits, theirs.report.edits) as Record<
        string,
        string
      >,
    },
  };
  const seen = new Set<string>();
  return {
    document,
    conflicts: conflicts.filter(({ part, key }) => {
      const id = `${part}/${key}`;
      return !seen.has(id) && seen.add(id);
    }),
  };
}
