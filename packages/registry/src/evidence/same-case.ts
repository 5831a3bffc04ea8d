import { findVariable, type CaseFacts, type Release } from '@calx/knowledge';
import { canonicalJson } from '../canonical.ts';
import type { RegistryCase } from '../cohort/registry-case.ts';

/**
 * Whether a counted case is the one that is read: it has its identifier or address, or states word for word the same
 * of the patient, pathology aside (that comes after the reading).
 */
export function isSameCase(entry: RegistryCase, read: CaseFacts, release: Release): boolean {
  const named = read.id !== undefined && (entry.id === read.id || entry.facts.id === read.id);
  const addressed = Boolean(read.url) && entry.facts.url === read.url;
  if (named || addressed) return true;
  const { facts } = entry;
  // Cheap first: most cases differ here.
  if ((facts.age ?? null) !== (read.age ?? null) || (facts.sex ?? null) !== (read.sex ?? null)) return false;
  return statementOf(facts, release) === statementOf(read, release);
}

/** What a case says of its patient before tissue, as one text. */
function statementOf({ age = null, sex = null, findings, labs = [] }: CaseFacts, release: Release): string {
  const stated = Object.entries(findings).filter(
    ([variable]) => findVariable(release, variable)?.group !== 'pathology',
  );
  const values = labs.map(({ name, value = null, unit = null }) => canonicalJson([name, value, unit]));
  return canonicalJson({ age, sex, findings: Object.fromEntries(stated), labs: values.sort() });
}

/** The cases without the one that is read, and the identifiers of those that were taken for it. */
export function withoutCase(
  cases: readonly RegistryCase[],
  read: CaseFacts,
  release: Release,
): { readonly cases: readonly RegistryCase[]; readonly leftOut: readonly string[] } {
  const same = new Set(cases.filter((entry) => isSameCase(entry, read, release)));
  return {
    cases: cases.filter((entry) => !same.has(entry)),
    leftOut: [...same].map(({ id }) => id).sort(),
  };
}
