import type { Release } from '@calx/knowledge';
import { contentHash } from '../canonical.ts';
import { applyRules, type Flow } from './flow.ts';
import type { RegistryCase } from './registry-case.ts';
import type { CohortRules } from './rules.ts';

/** What was asked of the cases, and what came of it. */
export interface AnsweredCohort {
  readonly name: string;
  readonly version: number;
  readonly rules: CohortRules;
  readonly release: { readonly version: string; readonly hash: string };
  readonly screened: number;
  readonly excluded: Flow['excluded'];
  /** In the order of their ids. */
  readonly cases: readonly RegistryCase[];
  /** Only of a frozen cohort. */
  readonly sha256?: string;
}

/** A cohort as it stood for a paper, with a hash that holds the question and the answer. */
export interface FrozenCohort extends AnsweredCohort {
  /**
   * SHA-256 of the canonical JSON of everything else, in which the SHA-256 of its own canonical JSON stands for
   * each case.
   */
  readonly sha256: string;
}

export interface CohortQuestion {
  readonly name: string;
  readonly version: number;
  readonly rules: CohortRules;
}

/** Answers a question; the order in which the cases come changes nothing. */
export function answerCohort(
  { name, version, rules }: CohortQuestion,
  cases: readonly RegistryCase[],
  release: Release,
): AnsweredCohort {
  const { screened, excluded, included } = applyRules(cases, rules, release);
  return {
    name,
    version,
    rules,
    release: { version: release.version, hash: release.hash },
    screened,
    excluded: excluded.map((group) => ({ ...group, cases: [...group.cases].sort() })),
    cases: [...included].sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
}

/** Answers a question and freezes the answer. */
export function freezeCohort(
  question: CohortQuestion,
  cases: readonly RegistryCase[],
  release: Release,
): FrozenCohort {
  return freezeAnswer(answerCohort(question, cases, release));
}

/** An answer with its hash. */
export function freezeAnswer({ sha256: _, ...content }: AnsweredCohort): FrozenCohort {
  return { ...content, sha256: hashOf(content) };
}

/** True while nothing in the frozen cohort was changed. */
export function isIntact({ sha256, ...content }: FrozenCohort): boolean {
  return hashOf(content) === sha256;
}

const caseHashes = new WeakMap<RegistryCase, string>();

function hashOf(content: Omit<AnsweredCohort, 'sha256'>): string {
  const cases = content.cases.map((entry) => {
    const known = caseHashes.get(entry);
    if (known !== undefined) return known;
    const hash = contentHash(entry);
    caseHashes.set(entry, hash);
    return hash;
  });
  return contentHash({ ...content, cases });
}
