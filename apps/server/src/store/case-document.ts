import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { parseStorable } from './storable.ts';

/** Limits that no honest case comes near; they keep a broken or hostile client from filling the store. */
const LIMITS = { text: 20_000, name: 200, entries: 2_000, lesions: 200 } as const;

const name = z.string().min(1).max(LIMITS.name);
const text = z.string().max(LIMITS.text);
const finite = z.number();

const findingInput = z.union([
  text,
  finite,
  z.array(name).max(LIMITS.entries),
  z.object({
    present: z.array(name).max(LIMITS.entries).optional(),
    absent: z.array(name).max(LIMITS.entries).optional(),
    possible: z.array(name).max(LIMITS.entries).optional(),
  }),
]);

const labValue = z.looseObject({
  name,
  value: finite.nullish(),
  unit: name.nullish(),
  flag: z.enum(['L', 'N', 'H']).nullish(),
});

/** Facts in the case format (`CaseFacts` of the knowledge room); keys it does not know are kept. */
export const facts = z.looseObject({
  age: finite.min(0).max(130).nullish(),
  sex: z.enum(['F', 'M']).nullish(),
  diagnosis: text.nullish(),
  findings: z.record(name, findingInput).default({}),
  labs: z.array(labValue).max(LIMITS.entries).default([]),
  measurements: z.record(name, finite.nullable()).optional(),
});

export const finding = z.looseObject({
  state: z.enum(['present', 'absent', 'not-assessed']),
  value: findingInput.nullish(),
  how: z.enum(['measured', 'read', 'reported', 'derived']),
  confirmed: z.boolean(),
  by: text.nullish(),
  proposal: z.unknown().optional(),
});

const lesion = z.looseObject({ id: name, series: name });

const report = z.looseObject({
  lang: z.enum(['zh', 'en']),
  edits: z.record(name, text).default({}),
});

export const caseStatus = z.enum(['new', 'reading', 'second-reader', 'proven', 'signed']);

/** What a reader edits of a case; keys of the page that are not named here are kept as they are. */
const caseDocument = z.looseObject({
  status: caseStatus.default('new'),
  facts: facts.default({ findings: {}, labs: [] }),
  findings: z.record(name, finding).default({}),
  lesions: z.array(lesion).max(LIMITS.lesions).default([]),
  report: report.default({ lang: 'zh', edits: {} }),
  /** Variable to the value that two readers settled on. */
  consensus: z
    .record(
      name,
      z.looseObject({ value: findingInput, from: name, by: name, at: z.iso.datetime(), why: text }),
    )
    .optional(),
  /** What an imported case says of its episode; a case with images says it by them. */
  registry: z
    .looseObject({
      date: z.iso.date().optional(),
      examinations: z.array(name).max(LIMITS.lesions).optional(),
    })
    .optional(),
});

export type CaseStatus = z.infer<typeof caseStatus>;
export type CaseDocument = z.infer<typeof caseDocument>;

/** Keys that the server adds to a case when it gives it out, and so are no part of what is stored. */
const GIVEN = [
  'id',
  'version',
  'studies',
  'history',
  'sample',
  'pseudonym',
  'patient',
  'updatedAt',
  'blinded',
];

/**
 * Checks what a client sent.
 * @throws ServerError `case-invalid` naming the first place that is wrong, never its value.
 */
export function parseCaseDocument(sent: unknown): CaseDocument {
  const document = parseStorable(caseDocument, sent);
  const kept = Object.entries(document).filter(([key]) => !GIVEN.includes(key));
  return Object.fromEntries(kept) as CaseDocument;
}

/** Keys whose entries change one by one; the others are named as a whole. */
const BY_ENTRY = ['facts', 'findings', 'consensus'];

/** What differs between two states, as paths: `status`, `facts.age`, `findings.pattern`, `lesions`. */
export function changedPaths(before: CaseDocument, after: CaseDocument): string[] {
  const changed: string[] = [];
  for (const key of differingKeys(before, after)) {
    if (!BY_ENTRY.includes(key)) changed.push(key);
    else for (const inner of differingKeys(before[key], after[key])) changed.push(`${key}.${inner}`);
  }
  return changed.sort();
}

function differingKeys(before: unknown, after: unknown): string[] {
  const left = (before ?? {}) as Readonly<Record<string, unknown>>;
  const right = (after ?? {}) as Readonly<Record<string, unknown>>;
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  return [...keys].filter((key) => !isDeepStrictEqual(left[key], right[key]));
}
