import { z } from 'zod';
import type { Release } from '../release.ts';
import { VARIABLE_GROUPS } from '../variable-groups.ts';
import { error, type Problem } from './problem.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const text = z.strictObject({ zh: z.string(), en: z.string() });
const synonyms = z.strictObject({ zh: z.array(z.string()), en: z.array(z.string()) });
const count = z.number();

const value = z.strictObject({
  id,
  label: text,
  definition: text.optional(),
  synonyms: synonyms.optional(),
  coarse: id.optional(),
});
const variable = z.strictObject({
  id,
  group: z.enum(VARIABLE_GROUPS),
  kind: z.enum(['category', 'number', 'text']),
  label: text,
  definition: text.optional(),
  synonyms: synonyms.optional(),
  values: z.array(value),
  multi: z.boolean().optional(),
  unit: z.string().optional(),
});
const disease = z.strictObject({
  id,
  name: text,
  synonyms,
  definition: text,
  codes: z.strictObject({
    icd10: z
      .string()
      .regex(/^[A-Z]\d\d(\.\d)?$/)
      .optional(),
    orpha: z.string().regex(/^\d+$/).optional(),
    omim: z.array(z.string().regex(/^\d{6}$/)).optional(),
    hpo: z
      .string()
      .regex(/^HP:\d{7}$/)
      .optional(),
  }),
  codesVerified: z.partialRecord(z.enum(['icd10', 'orpha', 'omim', 'hpo']), z.string()).optional(),
  danger: z.enum(['malignant', 'infectious', 'none']),
  leaveAlone: z.boolean(),
  proof: text,
});
const prior = z.strictObject({
  diagnosis: id,
  weight: z.number().min(0),
  source: z.string(),
  note: z.string().optional(),
});
const pack = z.strictObject({
  id,
  name: text,
  diagnoses: z.array(id).min(2),
  families: z.array(
    z.strictObject({ id, name: text, members: z.array(id).min(2), toldApartBy: z.array(id) }),
  ),
  priors: z.record(z.string(), z.array(prior)),
  defaultSetting: id,
});
const design = z.enum(['case_series', 'review_with_counts', 'systematic_review', 'textbook_statement']);
const figure = z.strictObject({
  diagnosis: z.string(),
  variable: id,
  value: z.union([z.string(), z.number()]).optional(),
  k: count.optional(),
  n: count.optional(),
  mean: z.number().optional(),
  sd: z.number().optional(),
  median: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  quantifier: z
    .enum(['always', 'almost_always', 'usually', 'often', 'sometimes', 'uncommon', 'rare', 'never'])
    .optional(),
  statement: z.string().optional(),
  design: design.optional(),
  population: z.string().optional(),
  citation: z.string().optional(),
  url: z.url().optional(),
  note: z.string().optional(),
  rounded: z.boolean().optional(),
  inferred: z.boolean().optional(),
  countedElsewhere: z.boolean().optional(),
});
const source = z.strictObject({
  id,
  citation: z.string(),
  url: z.url().nullish(),
  year: z.number().int().min(1800).max(2100).nullish(),
  design,
  abstractOnly: z.boolean().optional(),
  figures: z.array(figure),
});
const overlap = z.strictObject({
  keep: id,
  yields: z.array(id),
  diagnoses: z.array(id).optional(),
  reason: z.string(),
});
const analyte = z.strictObject({
  id,
  variable: id,
  label: text,
  names: z.array(z.string()),
  unit: z.string(),
  molarMass: z
    .strictObject({ value: z.number().positive(), formula: z.string().optional(), source: id })
    .optional(),
  charge: z.number().int().positive().optional(),
  plausible: z.strictObject({ low: z.number(), high: z.number(), source: id }),
  intervals: z.array(
    z.strictObject({
      from: z.number().min(0),
      to: z.number().optional(),
      sex: z.enum(['F', 'M']).optional(),
      low: z.number().optional(),
      high: z.number().optional(),
      source: id,
    }),
  ),
});

/** The shape of every file that this room owns, misspelt keys included. Nothing else can be checked before. */
export function checkShapes(release: Release): Problem[] {
  const { laboratory } = release;
  return [
    ...each('vocabulary', variable, byId(release.variables)),
    ...each('evidence-variables', z.strictObject({ label: text }), release.evidenceVariables),
    ...each('diseases', disease, release.diseases),
    ...each('packs', pack, release.packs),
    ...each('evidence', source, release.sources),
    ...each('overlaps', overlap, Object.fromEntries(release.overlaps.map((one) => [one.keep, one]))),
    ...each('laboratory', analyte, laboratory.analytes),
  ];
}

function byId<Item extends { readonly id: string }>(items: readonly Item[]): Record<string, Item> {
  return Object.fromEntries(items.map((item) => [item.id, item]));
}

function each(section: string, schema: z.ZodType, records: Readonly<Record<string, unknown>>): Problem[] {
  return Object.entries(records).flatMap(([name, record]) =>
    (schema.safeParse(record).error?.issues ?? []).map((issue) =>
      error('shape', `${section}/${name}`, {
        field: issue.path.map(String).join('.') || name,
        why: issue.message,
      }),
    ),
  );
}
