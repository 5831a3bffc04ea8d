import { parseCaseFacts, type CaseFacts, type Release } from '@calx/knowledge';
import { z } from 'zod';
import { RegistryError } from '../error.ts';

export type Proof = NonNullable<CaseFacts['confirmed_by']>;

/** One patient episode as the registry counts it. Only what is stated counts; what is left out was not assessed. */
export interface RegistryCase {
  /** Pseudonym; unique within a cohort. */
  readonly id: string;
  readonly facts: CaseFacts;
  readonly diagnosis?: string | null;
  readonly provenBy?: Proof | null;
  /** Day of the episode, ISO 8601. */
  readonly date?: string | null;
  /** Examinations that were done, as acts of the knowledge release (`radiograph`, `ct`, `mri`, ...). */
  readonly examinations?: readonly string[];
}

const proof = z.enum(['pathology', 'genetic', 'clinical', 'imaging', 'laboratory']);
const row = z.looseObject({
  id: z.string().min(1).max(200),
  facts: z.unknown().optional(),
  diagnosis: z.string().max(200).nullish(),
  provenBy: proof.nullish(),
  date: z.iso.date().nullish(),
  examinations: z.array(z.string().min(1).max(100)).max(50).optional(),
});

/** Most cases in one file. */
const MOST_CASES = 1_000_000;

/**
 * Cases from a text: a JSON array, or one JSON object a line. A row is a {@link RegistryCase}, or the facts of a
 * case in the case format with its `diagnosis` and `confirmed_by`.
 * @throws RegistryError `badCase` naming the first wrong row, `duplicateCase`, `noCases`.
 */
export function readCases(text: string, release?: Release): RegistryCase[] {
  const rows = rowsOf(text);
  if (rows.length === 0) throw new RegistryError('noCases', {}, 'The file has no cases.');
  if (rows.length > MOST_CASES) {
    throw new RegistryError(
      'tooManyCases',
      { most: MOST_CASES },
      `The file has more than ${MOST_CASES} cases.`,
    );
  }
  const cases = rows.map((entry, index) => readCase(entry, index + 1, release));
  assertUnique(cases);
  return cases;
}

/** @throws RegistryError `duplicateCase` when two cases share an id. */
export function assertUnique(cases: readonly RegistryCase[]): void {
  const seen = new Set<string>();
  for (const { id } of cases) {
    if (seen.has(id)) throw new RegistryError('duplicateCase', { id }, `The case ${id} is there twice.`);
    seen.add(id);
  }
}

function rowsOf(text: string): unknown[] {
  const trimmed = text.trim();
  if (trimmed.startsWith('[')) return parseRow(trimmed, 1) as unknown[];
  return trimmed.split(/\r?\n/).flatMap((line, index) => (line.trim() ? [parseRow(line, index + 1)] : []));
}

function parseRow(text: string, at: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badCase(at, 'JSON');
  }
}

/** One case. @throws RegistryError `badCase` with the row and the place. */
export function readCase(entry: unknown, at: number, release: Release | undefined): RegistryCase {
  const checked = row.safeParse(entry);
  if (!checked.success) throw badCase(at, checked.error.issues[0]?.path.join('.') || 'case');
  const { id, facts, diagnosis, provenBy, date, examinations } = checked.data;
  const stated = parseFacts(facts ?? entry, at, release);
  return {
    id,
    facts: stated,
    diagnosis: diagnosis ?? stated.diagnosis ?? null,
    provenBy: provenBy ?? stated.confirmed_by ?? null,
    ...(date && { date }),
    ...(examinations && { examinations }),
  };
}

function parseFacts(facts: unknown, at: number, release: Release | undefined): CaseFacts {
  try {
    return parseCaseFacts(facts, release).facts;
  } catch (error) {
    const { where } = (error as { params?: { where?: unknown } }).params ?? {};
    throw badCase(at, typeof where === 'string' ? where : 'facts');
  }
}

function badCase(at: number, where: string): RegistryError {
  return new RegistryError('badCase', { row: at, where }, `Row ${at} is not a case: look at ${where}.`);
}
