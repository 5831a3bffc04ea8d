import type { Release } from '@calx/knowledge';
import { assertUnique, type RegistryCase } from './registry-case.ts';
import { holds, type CohortRules } from './rules.ts';

/** Why cases left the cohort. Each case is counted once, under the first rule that stopped it. */
export interface Exclusion {
  readonly reason: string;
  /** The case did not fail the rule; it does not say (an inclusion rule could not be checked). */
  readonly notStated: boolean;
  readonly cases: readonly string[];
}

/** The flow diagram: screened = excluded + included. */
export interface Flow {
  readonly screened: number;
  readonly excluded: readonly Exclusion[];
  readonly included: readonly RegistryCase[];
}

/**
 * Applies the rules in their order: inclusion first, then exclusion. An exclusion rule about something the case
 * does not state does not exclude it.
 */
export function applyRules(cases: readonly RegistryCase[], rules: CohortRules, release: Release): Flow {
  assertUnique(cases);
  const stopped = new Map<string, { reason: string; notStated: boolean; cases: string[] }>();
  const included = cases.filter((entry) => {
    const stop = stopOf(entry, rules, release);
    if (!stop) return true;
    const key = JSON.stringify([stop.reason, stop.notStated]);
    const group = stopped.get(key) ?? { ...stop, cases: [] };
    group.cases.push(entry.id);
    stopped.set(key, group);
    return false;
  });
  const order = [...rules.include, ...rules.exclude].map(({ reason }) => reason);
  const excluded = [...stopped.values()].sort(
    (a, b) => order.indexOf(a.reason) - order.indexOf(b.reason) || Number(a.notStated) - Number(b.notStated),
  );
  return { screened: cases.length, excluded, included };
}

function stopOf(entry: RegistryCase, { include, exclude }: CohortRules, release: Release) {
  for (const rule of include) {
    const answer = holds(rule, entry, release);
    if (!answer) return { reason: rule.reason, notStated: answer === undefined };
  }
  const hit = exclude.find((rule) => holds(rule, entry, release) === true);
  return hit && { reason: hit.reason, notStated: false };
}

/** The flow of a cohort in numbers. */
export interface FlowSummary {
  readonly screened: number;
  readonly included: number;
  readonly excluded: readonly {
    readonly reason: string;
    readonly notStated: boolean;
    readonly count: number;
  }[];
}
