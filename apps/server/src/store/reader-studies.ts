import { CONSENSUS, readReaderStudy, roundsFor, type ReaderStudy, type StudyReading } from '@calx/registry';
import type { FindingInput } from '@calx/knowledge';
import { ServerError } from '../errors.ts';
import type { Queryable } from './database.ts';
import { readingKey, studyRound } from './readings.ts';
import { readRecord } from './records.ts';
import type { ReadingDocument } from './registry-documents.ts';

/** A reading of a study as it is stored, with its place in the study. */
export interface StoredReading {
  readonly caseId: string;
  readonly reader: string;
  readonly round: string;
  /** Who stored it. */
  readonly by: string;
  readonly version: number;
  readonly submitted: boolean;
  readonly document: ReadingDocument;
}

/** Key of a study's reading; the consensus of a case belongs to no one reader. */
export const studyReadingKey = (study: string, round: string, caseId: string, reader: string): string =>
  readingKey(caseId, round === CONSENSUS ? '' : reader, studyRound(study, round));

/** @throws ServerError `reader-study-unknown`. */
export async function readStudy(db: Queryable, name: string): Promise<ReaderStudy> {
  const record = await readRecord(db, 'reader-study', name);
  if (!record) throw new ServerError('reader-study-unknown', {}, 404);
  return readReaderStudy(record.document);
}

/** Every reading of a study, drafts too. */
export async function studyReadings(
  db: Queryable,
  name: string,
  study: ReaderStudy,
): Promise<StoredReading[]> {
  const { rows } = await db.query<{
    key: string;
    by: string;
    version: number;
    locked: boolean;
    document: ReadingDocument;
  }>(
    `select key, by, version, locked, document from registry_records
      where kind = 'reading' and case_id = any($1) order by key`,
    [study.cases],
  );
  const rounds = new Map(
    [...study.rounds.map(({ id }) => id), CONSENSUS].map((id) => [studyRound(name, id), id]),
  );
  return rows.flatMap(({ key, by, version, locked, document }) => {
    const [caseId, reader, stored] = JSON.parse(key) as [string, string, string];
    const round = rounds.get(stored);
    const taking = round === CONSENSUS || study.readers.includes(reader);
    return round && taking ? [{ caseId, reader, round, by, version, submitted: locked, document }] : [];
  });
}

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

/** How far each reader is; says nothing of what they read. */
export function progressOf(study: ReaderStudy, readings: readonly StoredReading[]): ReaderProgress[] {
  return study.readers.map((reader) => ({
    reader,
    rounds: roundsFor(study, reader).map(({ id, withSupport }) => ({
      id,
      withSupport,
      submitted: readings.filter((one) => one.reader === reader && one.round === id && one.submitted).length,
      of: study.cases.length,
    })),
  }));
}

/** How many readings of the study are still open. */
export function openReadings(study: ReaderStudy, readings: readonly StoredReading[]): number {
  return progressOf(study, readings)
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, { submitted, of }) => sum + of - submitted, 0);
}

/** The submitted readings of one round, as the statistics take them. */
export function ratingsOf(readings: readonly StoredReading[], round: string): StudyReading[] {
  return readings
    .filter((reading) => reading.round === round && reading.submitted)
    .map(({ caseId, reader, document }) => ({
      caseId,
      reader,
      ranked: document.ranked,
      suspicion: typeof document['suspicion'] === 'number' ? document['suspicion'] : null,
      findings: Object.fromEntries(
        Object.entries(document.findings).flatMap(([variable, { state, value }]): [string, FindingInput][] =>
          state === 'not-assessed' || value === null || value === undefined
            ? []
            : [[variable, value as FindingInput]],
        ),
      ),
    }));
}

/**
 * Keeps the proof from a reader who still has to read the case in a study that hides it.
 * @throws ServerError `proof-hidden`.
 */
export async function refuseWhileBlinded(db: Queryable, caseId: string, reader: string): Promise<void> {
  const { rows } = await db.query<{ key: string }>(
    `select key from registry_records where kind = 'reader-study' and document @> $1`,
    [JSON.stringify({ hideProof: true, cases: [caseId], readers: [reader] })],
  );
  for (const { key } of rows) {
    const study = await readStudy(db, key);
    const own = await studyReadings(db, key, { ...study, cases: [caseId], readers: [reader] });
    const submitted = own.filter((reading) => reading.submitted && reading.round !== CONSENSUS).length;
    if (submitted < study.rounds.length) throw new ServerError('proof-hidden', { study: key }, 403);
  }
}
