import { z } from 'zod';
import { finding } from './case-document.ts';

const LONGEST_TEXT = 20_000;
const LONGEST_NAME = 200;
/** A registry of this size is far beyond any one hospital's. */
const MOST_MEMBERS = 2_000_000;

const name = z.string().trim().min(1).max(LONGEST_NAME);
const text = z.string().max(LONGEST_TEXT);

/** What a case turned out to be, and how that is known. Hidden from those who still read the case. */
export const outcomeDocument = z.looseObject({
  diagnosis: name.nullable(),
  provenBy: z.enum(['pathology', 'genetic', 'clinical', 'imaging', 'laboratory']).nullable(),
  provenOn: z.iso.date().nullish(),
  histology: text.nullish(),
  treatment: text.nullish(),
  followUp: z.array(z.looseObject({ on: z.iso.date(), text })).default([]),
});
export type OutcomeDocument = z.infer<typeof outcomeDocument>;

/** What one reader found in one round, with or without the differential in view. */
export const readingDocument = z.looseObject({
  withSupport: z.boolean(),
  findings: z.record(name, finding).default({}),
  /** Diagnoses as the reader ranks them. */
  ranked: z.array(name).max(100).default([]),
});
export type ReadingDocument = z.infer<typeof readingDocument>;

/** A question to the registry. The rules are those of the registry room and kept as they are. */
export const cohortDocument = z.looseObject({ rules: z.unknown() });
export type CohortDocument = z.infer<typeof cohortDocument>;

export const freezeRequest = z.object({
  members: z.array(z.uuid()).max(MOST_MEMBERS),
  excluded: z.array(z.object({ caseId: z.uuid(), reason: name })).default([]),
});
export type FreezeRequest = z.infer<typeof freezeRequest>;

/** A cohort as it stood: which state of which case, so that it can be counted again for good. */
export interface FrozenCohort {
  readonly cohort: string;
  readonly version: number;
  readonly rules: unknown;
  readonly members: readonly FrozenMember[];
  readonly excluded: FreezeRequest['excluded'];
  /** SHA-256 of the canonical JSON of the rules and of every member's facts and outcome. */
  readonly sha256: string;
}

export interface FrozenMember {
  readonly caseId: string;
  readonly version: number;
  /** Version of the case's outcome; null where it had none. */
  readonly outcome: number | null;
}
