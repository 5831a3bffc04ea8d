import { CONSENSUS, readReaderStudy, roundsFor } from '@calx/registry';
import type { ReaderProgress, ReaderStudy, StudyReading } from '@calx/registry';
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
  /** When it was last changed; once submitted, that was when. */
  readonly at: Date;
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
    updated_at: Date;
    document: ReadingDocument;
  }>(
    `select key, by, version, locked, updated_at, document from registry_records
      where kind = 'reading' and case_id = any($1) order by key`,
    [study.cases],
  );
  const rounds = new Map(
    [...study.rounds.map(({ id }) => id), CONSENSUS].map((id) => [studyRound(name, id), id]),
  );
  return rows.flatMap(({ key, by, version, locked, updated_at: at, document }) => {
    const [caseId, reader, stored] = JSON.parse(key) as [string, string, string];
    const round = rounds.get(stored);
    const taking = round === CONSENSUS || study.readers.includes(reader);
    return round && taking ? [{ caseId, reader, round, by, version, submitted: locked, at, document }] : [];
  });
}

const DAY_MS = 86_400_000;

/** A case that a reader may not read again yet. */
export interface Wait {
  readonly round: string;
  readonly caseId: string;
  /** ISO 8601. */
  readonly until: string;
}

/** What a reader has to wait for: cases submitted in another round less than the washout ago. */
export function waitsOf(
  study: ReaderStudy,
  readings: readonly StoredReading[],
  reader: string,
  now: Date,
): Wait[] {
  const own = readings.filter((one) => one.reader === reader && one.submitted && one.round !== CONSENSUS);
  return study.rounds.flatMap(({ id: round }) =>
    study.cases.flatMap((caseId): Wait[] => {
      const read = own.filter((one) => one.caseId === caseId);
      if (read.length === 0 || read.some((one) => one.round === round)) return [];
      const last = Math.max(...read.map(({ at }) => at.getTime()));
      const until = new Date(last + study.washoutDays * DAY_MS);
      return until > now ? [{ round, caseId, until: until.toISOString() }] : [];
    }),
  );
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
  const untaken = study.secondReading?.openPlace ? study.rounds.length * study.cases.length : 0;
  return progressOf(study, readings)
    .flatMap(({ rounds }) => rounds)
    .reduce((sum, { submitted, of }) => sum + of - submitted, untaken);
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
