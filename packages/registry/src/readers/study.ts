import { z } from 'zod';
import { RegistryError } from '../error.ts';

/** Name of the round in which readers settle what they read differently. */
export const CONSENSUS = 'consensus';

const name = z.string().trim().min(1).max(100);

const round = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .refine((id) => id !== CONSENSUS),
  /** Whether the differential is in view. */
  withSupport: z.boolean(),
});

/** The same cases read by several readers, blinded to each other and, if wanted, to the proof. */
export const readerStudySchema = z
  .looseObject({
    cases: z.array(z.uuid()).min(1).max(2_000),
    readers: z.array(name).min(1).max(50),
    rounds: z.array(round).min(1).max(10),
    /** The proven diagnosis is hidden from a reader until their readings are complete. */
    hideProof: z.boolean().default(true),
    /** Every second reader takes the rounds in the reverse order. */
    crossover: z.boolean().default(false),
    /** Days between two readings of one case by the same reader, so that the first is forgotten. */
    washoutDays: z.number().int().min(0).max(3_650).default(0),
    /** Somebody who has read the one case asks for another reading; withdrawn, it hides nothing any more. */
    secondReading: z
      .strictObject({
        state: z.enum(['open', 'submitted', 'withdrawn']),
        /** Nobody is named: whoever begins first becomes the second reader. */
        openPlace: z.boolean(),
        askedAt: z.iso.datetime(),
        why: z.string().max(2_000).optional(),
      })
      .optional(),
  })
  .refine(({ readers, secondReading }) => readers.length + (secondReading?.openPlace ? 1 : 0) >= 2, {
    path: ['readers'],
  })
  .refine(({ cases, readers, rounds }) =>
    [cases, readers, rounds.map(({ id }) => id)].every((list) => new Set(list).size === list.length),
  );

export type ReaderStudy = z.infer<typeof readerStudySchema>;

/** @throws RegistryError `badStudy` naming the first wrong place. */
export function readReaderStudy(document: unknown): ReaderStudy {
  const checked = readerStudySchema.safeParse(document);
  if (checked.success) return checked.data;
  const where = checked.error.issues[0]?.path.join('.') || 'rounds';
  throw new RegistryError(
    'badStudy',
    { where },
    `The reader study is not in the expected form at ${where}: it needs cases, two readers and a round, each once.`,
  );
}

/** The rounds of a study in the order in which a reader takes them. */
export function roundsFor(study: ReaderStudy, reader: string): ReaderStudy['rounds'] {
  const reversed = study.crossover && study.readers.indexOf(reader) % 2 === 1;
  return reversed ? [...study.rounds].reverse() : study.rounds;
}

/** How far a reader of a study is. */
export interface ReaderProgress {
  readonly reader: string;
  /** In the order in which this reader takes them. */
  readonly rounds: readonly {
    readonly id: string;
    readonly withSupport: boolean;
    readonly submitted: number;
    readonly of: number;
  }[];
}
