import { loadRelease } from '@calx/knowledge';
import { accuracyOf, agreementTable, type ReaderStudy, type StudyAgreement } from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { Queryable } from '../store/database.ts';
import { openReadings, ratingsOf, readStudy, studyReadings } from '../store/reader-studies.ts';

/** @throws ServerError `reader-study-unknown`, `readings-open`. */
export async function studyAgreement(db: Queryable, name: string): Promise<StudyAgreement> {
  const { study, readings } = await readComplete(db, name);
  const proven = await provenOf(db, study.cases);
  const release = loadRelease();
  return {
    proven: proven.size,
    rounds: study.rounds.map(({ id, withSupport }) => {
      const ratings = ratingsOf(readings, id);
      const own = (reader: string) => ratings.filter((rating) => rating.reader === reader);
      return {
        id,
        withSupport,
        rows: agreementTable(ratings, release),
        accuracy: study.readers.map((reader) => ({
          reader,
          right: accuracyOf(own(reader), proven, release),
        })),
      };
    }),
  };
}

/** A study with every reading, drafts too. @throws ServerError `reader-study-unknown`. */
export async function readWhole(db: Queryable, name: string) {
  const study = await readStudy(db, name);
  return { study, readings: await studyReadings(db, name, study) };
}

/** @throws ServerError `readings-open`: what readers said stays closed until everybody has read everything. */
export async function readComplete(db: Queryable, name: string) {
  const whole = await readWhole(db, name);
  const open = openReadings(whole.study, whole.readings);
  if (open > 0) throw new ServerError('readings-open', { open }, 409);
  return whole;
}

/** Case to proven diagnosis, of those that have one. */
async function provenOf(db: Queryable, cases: ReaderStudy['cases']): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ id: string; diagnosis: string }>(
    `select key as id, document->>'diagnosis' as diagnosis from registry_records
      where kind = 'outcome' and key = any($1) and document->>'diagnosis' is not null`,
    [cases],
  );
  return new Map(rows.map(({ id, diagnosis }) => [id, diagnosis]));
}
