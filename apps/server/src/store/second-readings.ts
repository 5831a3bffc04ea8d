import { loadRelease } from '@calx/knowledge';
import { compareReadings } from '@calx/registry';
import type { ReaderStudy, ReadingComparison, SecondReading } from '@calx/registry';
import type pg from 'pg';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import type { CaseDocument } from './case-document.ts';
import { touchCase, type SaveResult } from './cases.ts';
import { transaction, type Queryable } from './database.ts';
import { ratingsOf, studyReadingKey, studyReadings } from './reader-studies.ts';
import { listRecords, readRecord, saveRecordWithin, type RegistryRecord } from './records.ts';
import type { ReadingDocument } from './registry-documents.ts';

/**
 * A second reading is a reader study of one case: the reading of whoever asks is its first, taken as the case stands and
 * submitted at once; the second reader is blinded by the same rules as in any study.
 */

const ROUND = 'second-reading';
const PREFIX = `${ROUND}-`;

/** Names that belong to second readings; no other study may take them. */
export const isSecondReading = (name: string): boolean => name.startsWith(PREFIX);

export const secondReadingRequest = z.object({
  /** Left out: whoever begins first. */
  reader: z.string().trim().min(1).max(100).optional(),
  /** Diagnoses as the one who asks ranks them. */
  ranked: z.array(z.string().min(1).max(200)).max(100),
  why: z.string().trim().max(2_000).optional(),
});
export type SecondReadingRequest = z.infer<typeof secondReadingRequest>;

/**
 * Asks for a second reading of a case as it stands in `version`.
 * @throws ServerError `case-unknown`, `second-reading-open`, `second-reader-same`.
 */
export function askSecondReading(
  pool: pg.Pool,
  caseId: string,
  version: number,
  { reader, ranked, why }: SecondReadingRequest,
  by: string,
): Promise<SaveResult> {
  if (reader === by) throw new ServerError('second-reader-same', { reader: by }, 422);
  return transaction(pool, async (db) => {
    const { rows } = await db.query<{ version: number; document: CaseDocument }>(
      'select version, document from cases where id = $1 for update',
      [caseId],
    );
    const current = rows[0];
    if (!current) throw new ServerError('case-unknown', {}, 404);
    if (current.version !== version) return { saved: false, current: current.version };
    const asked = await recordsOf(db, caseId);
    if (asked.some(({ document }) => document.secondReading?.state === 'open'))
      throw new ServerError('second-reading-open', {}, 409);
    const name = `${PREFIX}${caseId}-${asked.length + 1}`;
    const study: ReaderStudy = {
      cases: [caseId],
      readers: reader === undefined ? [by] : [by, reader],
      rounds: [{ id: ROUND, withSupport: true }],
      hideProof: true,
      crossover: false,
      washoutDays: 0,
      secondReading: {
        state: 'open',
        openPlace: reader === undefined,
        askedAt: new Date().toISOString(),
        ...(why && { why }),
      },
    };
    await saveRecordWithin(db, { kind: 'reader-study', key: name, caseId, version: 0, document: study, by });
    await saveRecordWithin(db, {
      kind: 'reading',
      key: studyReadingKey(name, ROUND, caseId, by),
      caseId,
      version: 0,
      document: readingOf(current.document, ranked),
      by,
      lock: true,
    });
    await touchCase(db, caseId, by, `${ROUND}.asked`);
    return { saved: true, version: version + 1 };
  });
}

/** What a case states, as a reading: what was decided, and what its facts say beside that. */
function readingOf({ facts, findings }: CaseDocument, ranked: readonly string[]): ReadingDocument {
  const stated = Object.entries(facts.findings)
    .filter(([variable]) => !(variable in findings))
    .map(([variable, value]): [string, ReadingDocument['findings'][string]] => [
      variable,
      { state: 'present', value, how: 'read', confirmed: true },
    ]);
  const decided = Object.entries(findings).filter(([, { confirmed }]) => confirmed);
  return {
    withSupport: true,
    findings: { ...Object.fromEntries(stated), ...Object.fromEntries(decided) },
    ranked: [...ranked],
  };
}

/**
 * Takes a request back that nobody has answered yet; its history stays.
 * @throws ServerError `second-reading-none`, `second-reading-not-yours`.
 */
export function withdrawSecondReading(pool: pg.Pool, caseId: string, by: string): Promise<void> {
  return transaction(pool, async (db) => {
    const open = (await recordsOf(db, caseId)).find(
      ({ document }) => document.secondReading?.state === 'open',
    );
    if (!open) throw new ServerError('second-reading-none', {}, 404);
    const [asker = ''] = open.document.readers;
    if (asker !== by) throw new ServerError('second-reading-not-yours', { reader: asker }, 403);
    await move(db, open, open.document, 'withdrawn', by);
  });
}

/**
 * What a stored reading means for the second reading that it belongs to: the reader who begins takes the open place, the
 * one who submits ends it. Other studies are left alone. To be called within the transaction of the reading.
 */
export async function followReading(
  db: Queryable,
  name: string,
  reader: string,
  submitted: boolean,
): Promise<void> {
  const record = isSecondReading(name) ? await readRecord(db, 'reader-study', name) : undefined;
  if (record?.document.secondReading?.state !== 'open') return;
  const study: ReaderStudy = record.document.readers.includes(reader)
    ? record.document
    : {
        ...record.document,
        readers: [...record.document.readers, reader],
        secondReading: { ...record.document.secondReading, openPlace: false },
      };
  await move(db, record, study, submitted ? 'submitted' : 'open', reader);
}

/** Stores the next state of a second reading; its end is a step in the history of the case. */
async function move(
  db: Queryable,
  { key, version, caseId }: RegistryRecord<'reader-study'>,
  study: ReaderStudy,
  state: SecondReading['state'],
  by: string,
): Promise<void> {
  if (!study.secondReading || caseId === null) return;
  const document = { ...study, secondReading: { ...study.secondReading, state } };
  const stored = await saveRecordWithin(db, { kind: 'reader-study', key, caseId, version, document, by });
  if (!stored.saved) throw new ServerError('second-reading-taken', {}, 409);
  if (state !== 'open') await touchCase(db, caseId, by, `${ROUND}.${state}`);
}

/** The newest second reading of a case; null where none was asked for. */
export async function readSecondReading(db: Queryable, caseId: string): Promise<SecondReading | null> {
  const record = (await recordsOf(db, caseId)).at(-1);
  const asked = record?.document.secondReading;
  if (!record || !asked) return null;
  const { key: name, document: study } = record;
  const [askedBy = '', reader = null] = study.readers;
  return {
    name,
    round: ROUND,
    state: asked.state,
    askedBy,
    askedAt: asked.askedAt,
    why: asked.why ?? null,
    reader,
    comparison: asked.state === 'submitted' ? await comparisonOf(db, name, study) : null,
  };
}

async function comparisonOf(
  db: Queryable,
  name: string,
  study: ReaderStudy,
): Promise<ReadingComparison | null> {
  const readings = ratingsOf(await studyReadings(db, name, study), ROUND);
  const [first, second] = study.readers.map((reader) => readings.find((one) => one.reader === reader));
  return first && second ? compareReadings(first, second, loadRelease()) : null;
}

/** All second readings of a case, the oldest first. */
async function recordsOf(db: Queryable, caseId: string): Promise<RegistryRecord<'reader-study'>[]> {
  const at = ({ document }: RegistryRecord<'reader-study'>): string => document.secondReading?.askedAt ?? '';
  return (await listRecords(db, 'reader-study', caseId)).sort((a, b) => (at(a) < at(b) ? -1 : 1));
}
