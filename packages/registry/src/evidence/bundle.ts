import { z } from 'zod';

const count = z.number().int().min(0).max(10_000_000);
const name = z.string().min(1).max(200);

const figure = z
  .strictObject({ diagnosis: name, variable: name, value: name, k: count, n: count.min(1) })
  .refine(({ k, n }) => k <= n, 'k must not exceed n');

/** Counts that one hospital shares. There is no row, no date of a patient and no hash of rows in it. */
export const bundleSchema = z.strictObject({
  schema: z.literal('calx-evidence/1'),
  source: z.strictObject({
    /** Chosen by the hospital and kept in all versions. */
    id: name,
    name: z.string().min(1).max(500),
    population: z.string().min(1).max(2000),
  }),
  version: z.number().int().min(1).max(1_000_000),
  /** Hash of the version before; null for the first. */
  previous: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  provenance: z.strictObject({
    cohort: name,
    cohortVersion: z.number().int(),
    /** Knowledge release whose vocabulary the figures use. */
    release: z.strictObject({ version: name, hash: name }),
    /** Every cell is 0 or at least this, and so is every change between versions. */
    smallestCell: count.min(2),
  }),
  /** Ids of sources that may hold some of the same patients; they are never added up with this one. */
  overlaps: z.array(name).max(1000),
  figures: z.array(figure).max(200_000),
});

export type EvidenceBundle = z.infer<typeof bundleSchema>;
