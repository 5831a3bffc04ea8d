import { cohortRulesSchema, type FrozenCohort } from '@calx/registry';
import { z } from 'zod';
import { finding } from './case-document.ts';

const LONGEST_TEXT = 20_000;
const LONGEST_NAME = 200;

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

/** A question to the registry. */
export const cohortDocument = z.looseObject({ rules: cohortRulesSchema });
export type CohortDocument = z.infer<typeof cohortDocument>;

/** A cohort as it stood, in the words of the registry room: which state of which case it has. */
export interface FrozenDocument extends Omit<FrozenCohort, 'cases'> {
  readonly members: readonly FrozenMember[];
}

export interface FrozenMember {
  readonly caseId: string;
  readonly version: number;
  /** Version of the case's outcome; null where it had none. */
  readonly outcome: number | null;
  /** What the case's images said at that time. */
  readonly date?: string;
  readonly examinations?: readonly string[];
}

/** Who this hospital is in what it shares, and which other sources may hold some of its patients. */
export const sourceDocument = z.object({
  id: name,
  name: z.string().trim().min(1).max(500),
  population: z.string().trim().min(1).max(2_000),
  overlaps: z.array(name).max(1_000).default([]),
});
export type SourceDocument = z.infer<typeof sourceDocument>;

/** A signer of evidence, and whether a person trusts it. */
export interface SignerDocument {
  readonly name: string;
  readonly trusted: boolean;
}

/** Place in a picture, from its upper left corner, as shares of width and height. */
const share = z.number().min(0).max(1);

/** What a photograph shows; a key image is a view of the case with what to look at. */
export const photographDocument = z.object({
  kind: z.enum(['specimen', 'slide', 'key-image', 'other']),
  caption: z.string().max(2_000).default(''),
  /** Arrows from a place to another, with a letter. */
  marks: z
    .array(z.object({ x: share, y: share, toX: share, toY: share, letter: z.string().max(3).default('') }))
    .max(50)
    .default([]),
  /** Taken out of the case; its file and history stay. */
  removed: z.boolean().optional(),
});
export type PhotographDocument = z.infer<typeof photographDocument>;
