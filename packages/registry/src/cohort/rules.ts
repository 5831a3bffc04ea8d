import type { Release } from '@calx/knowledge';
import { z } from 'zod';
import { RegistryError } from '../error.ts';
import type { RegistryCase } from './registry-case.ts';
import { statedOf } from './stated.ts';

const value = z.union([z.string().max(200), z.number()]);

const rule = z.strictObject({
  /** Reason as the flow diagram prints it. */
  reason: z.string().min(1).max(200),
  /** `age`, `sex`, `date`, `diagnosis`, `provenBy`, `examination`, or a variable of the vocabulary. */
  about: z.string().min(1).max(100),
  /** One of these values. */
  is: z.array(z.string().max(200)).min(1).max(200).optional(),
  /** At least: a number, or an ISO date for `date`. */
  min: value.optional(),
  /** At most: a number, or an ISO date for `date`. */
  max: value.optional(),
});

/** A cohort's question: every inclusion rule must hold, no exclusion rule may. */
export const cohortRulesSchema = z.strictObject({
  include: z.array(rule).max(100).default([]),
  exclude: z.array(rule).max(100).default([]),
});

export type Rule = z.infer<typeof rule>;
export type CohortRules = z.infer<typeof cohortRulesSchema>;

/** @throws RegistryError `badRules` naming the first wrong place. */
export function readRules(document: unknown): CohortRules {
  const checked = cohortRulesSchema.safeParse(document);
  if (checked.success) return checked.data;
  const where = checked.error.issues[0]?.path.join('.') || 'rules';
  throw new RegistryError(
    'badRules',
    { where },
    `The cohort's rules are not in the expected form at ${where}.`,
  );
}

/** Whether the rule holds; undefined when the case does not say (silence is neither yes nor no). */
export function holds(test: Rule, entry: RegistryCase, release: Release): boolean | undefined {
  const { about } = test;
  if (about === 'age') return within(test, entry.facts.age);
  if (about === 'date') return within(test, entry.date);
  if (about === 'sex') return among(test, one(entry.facts.sex));
  if (about === 'diagnosis') return among(test, one(entry.diagnosis));
  if (about === 'provenBy') return among(test, one(entry.provenBy));
  if (about === 'examination') return among(test, entry.examinations ?? []);
  const finding = statedOf(entry, about, release);
  if (!finding) return undefined;
  if (finding.number !== undefined) return within(test, finding.number);
  const named = [...finding.present, ...finding.finer];
  if (named.length > 0 || !test.is) return among(test, named);
  return test.is.every((id) => finding.absent.includes(id)) ? false : undefined;
}

const one = (stated: string | null | undefined) => (stated ? [stated] : []);

/** Without `is`, any stated value will do. */
function among({ is }: Rule, stated: readonly string[]): boolean | undefined {
  if (stated.length === 0) return undefined;
  return is ? stated.some((id) => is.includes(id)) : true;
}

function within({ min, max }: Rule, stated: number | string | null | undefined): boolean | undefined {
  if (stated === null || stated === undefined) return undefined;
  return (min === undefined || stated >= min) && (max === undefined || stated <= max);
}
