import type { Release } from '@calx/knowledge';
import { contentHash } from '../canonical.ts';
import { applyRules, type Flow } from './flow.ts';
import type { RegistryCase } from './registry-case.ts';
import type { CohortRules } from './rules.ts';

/** A cohort as it stood for a paper: what was asked, what came of it, and a hash that holds both. */
export interface FrozenCohort {
  readonly name: string;
  readonly version: number;
  readonly rules: CohortRules;
  readonly release: { readonly version: string; readonly hash: string };
  readonly screened: number;
  readonly excluded: Flow['excluded'];
  /** In the order of their ids. */
  readonly cases: readonly RegistryCase[];
  /** SHA-256 of the canonical JSON of everything above. */
  readonly sha256: string;
}

export interface CohortQuestion {
  readonly name: string;
  readonly version: number;
  readonly rules: CohortRules;
}

/** Freezes the answer to a question; the order in which the cases come does not change the hash. */
export function freezeCohort(
  { name, version, rules }: CohortQuestion,
  cases: readonly RegistryCase[],
  release: Release,
): FrozenCohort {
  const { screened, excluded, included } = applyRules(cases, rules, release);
  const content = {
    name,
    version,
    rules,
    release: { version: release.version, hash: release.hash },
    screened,
    excluded: excluded.map((group) => ({ ...group, cases: [...group.cases].sort() })),
    cases: [...included].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
  return { ...content, sha256: contentHash(content) };
}

/** True while nothing in the frozen cohort was changed. */
export function isIntact({ sha256, ...content }: FrozenCohort): boolean {
  return contentHash(content) === sha256;
}
