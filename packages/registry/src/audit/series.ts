import { z } from 'zod';

const count = z.number().int().min(0).max(1_000_000);
const place = z.string().min(1).max(200);
/** A count as it is printed: one that is no whole number of patients is a fault of the paper, not of the file. */
const printed = z.number().min(-1_000_000).max(1_000_000);

/** One figure of a published or own series, as its text, table or legend prints it. */
const figure = z.strictObject({
  where: place,
  /** Part of the paper; decides what is compared with what. */
  section: z.enum(['abstract', 'methods', 'results', 'table', 'figure', 'discussion']),
  /** A variable of the vocabulary, or the paper's own word. */
  about: place,
  value: place,
  k: printed.optional(),
  n: printed.optional(),
  /** As printed, so that "60.0" and "60" keep their decimals. */
  percent: z
    .string()
    .regex(/^\d{1,3}(\.\d{1,4})?$/)
    .optional(),
  /** A second name under which the paper counts the same patients (for instance "active" defined by inflammation). */
  sameAs: z.strictObject({ about: place, value: place }).optional(),
  /** Only a part of the patients was examined for it, and the paper says so. */
  subsetStated: z.boolean().optional(),
  /** The paper gives no denominator; that of all patients was taken. */
  denominatorAssumed: z.boolean().optional(),
});

/** Values that exclude each other and together cover all patients: their counts add up to n. */
const partition = z.strictObject({ where: place, about: place, n: count });

const examination = z.strictObject({
  name: place,
  /** Sections that state a result of this examination. */
  findingsIn: z.array(z.enum(['abstract', 'results', 'table', 'figure', 'discussion'])),
  /** How many patients had it, if the paper says so. */
  patients: count.optional(),
});

/** A lesion said to lie in one region, described by a landmark. */
const location = z.strictObject({ where: place, site: place, landmark: place });

const age = z.strictObject({
  where: place,
  min: z.number().min(0).max(130).optional(),
  max: z.number().min(0).max(130).optional(),
  median: z.number().min(0).max(130).optional(),
  mean: z.number().min(0).max(130).optional(),
  /** Standard deviation. */
  sd: z.number().min(0).max(130).optional(),
  /** Counts above an age. */
  over: z.array(z.strictObject({ where: place, years: z.number(), k: count, n: count })).optional(),
});

/** The figures of a series as entered from a paper. */
export const seriesSchema = z.strictObject({
  id: z.string().min(1).max(100),
  citation: z.string().max(1000).optional(),
  patients: count.min(1),
  /** How many lesions they had, where that is more. */
  lesions: count.min(1).optional(),
  figures: z.array(figure).max(5000).default([]),
  partitions: z.array(partition).max(200).default([]),
  examinations: z.array(examination).max(50).default([]),
  locations: z.array(location).max(500).default([]),
  age: age.optional(),
  /** How the paper itself writes what the vocabulary has no name for. */
  words: z.record(z.string(), z.string().max(200)).optional(),
});

export type Series = z.infer<typeof seriesSchema>;
export type SeriesFigure = z.infer<typeof figure>;
