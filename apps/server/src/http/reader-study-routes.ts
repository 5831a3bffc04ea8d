import type { FastifyInstance } from 'fastify';
import { loadRelease } from '@calx/knowledge';
import { CONSENSUS, discrepancies, readerStudySchema } from '@calx/registry';
import type { Queryable } from '../store/database.ts';
import { ServerError } from '../errors.ts';
import { readComplete, readWhole, studyAgreement } from '../registry/agreement.ts';
import type { Services } from '../services.ts';
import {
  openReadings,
  progressOf,
  ratingsOf,
  readStudy,
  studyReadingKey,
  studyReadings,
  waitsOf,
} from '../store/reader-studies.ts';
import { followReading, isSecondReading } from '../store/second-readings.ts';
import { listRecords, readRecord } from '../store/records.ts';
import { readingDocument } from '../store/registry-documents.ts';
import { caseId } from './addresses.ts';
import { readerOf } from './reader.ts';
import { saveVersion } from './save-version.ts';

interface StudyRoute {
  Params: { name: string };
}
interface ReadingRoute {
  Params: { name: string; round: string; id: string };
  Querystring: { submit?: string };
}

/** Reader studies: who reads what, how far they are, and, once all is read, how they agree. */
export function readerStudyRoutes(api: FastifyInstance, { database: { pool } }: Services): void {
  api.get('/reader-studies', async () => ({
    studies: (await listRecords(pool, 'reader-study')).filter(({ key }) => !isSecondReading(key)),
  }));
  api.get<StudyRoute>('/reader-studies/:name', async ({ params: { name } }) => {
    const record = await readRecord(pool, 'reader-study', name);
    if (!record) throw new ServerError('reader-study-unknown', {}, 404);
    return record;
  });
  api.put<StudyRoute>('/reader-studies/:name', (request, reply) => {
    const key = request.params.name;
    // Second readings are asked for, read and withdrawn on their case alone.
    if (isSecondReading(key)) throw new ServerError('request-invalid');
    const schema = readerStudySchema.refine(({ secondReading }) => secondReading === undefined);
    return saveVersion(pool, request, reply, schema, { kind: 'reader-study', key });
  });

  api.get<StudyRoute>('/reader-studies/:name/progress', async (request) => {
    const { study, readings } = await readWhole(pool, request.params.name);
    return {
      readers: progressOf(study, readings),
      open: openReadings(study, readings),
      settled: readings.filter(({ round, submitted }) => round === CONSENSUS && submitted).length,
      mine: readings
        .filter(({ reader }) => reader === readerOf(request))
        .map(({ round, caseId, submitted }) => ({ round, caseId, submitted })),
      waits: waitsOf(study, readings, readerOf(request), new Date()),
    };
  });

  api.get<ReadingRoute>('/reader-studies/:name/rounds/:round/cases/:id', async (request) => {
    const key = await placeOf(pool, request.params, readerOf(request));
    return { reading: (await readRecord(pool, 'reading', key)) ?? null };
  });
  api.put<ReadingRoute>('/reader-studies/:name/rounds/:round/cases/:id', async (request, reply) => {
    const { params, query } = request;
    const id = caseId(params.id);
    const key = await placeOf(pool, params, readerOf(request));
    const lock = query.submit !== undefined;
    const change = { kind: 'reading', key, caseId: id, lock } as const;
    return saveVersion(pool, request, reply, readingDocument, change, (db) =>
      followReading(db, params.name, readerOf(request), lock),
    );
  });

  api.get<StudyRoute>('/reader-studies/:name/agreement', ({ params }) => studyAgreement(pool, params.name));

  api.get<StudyRoute>('/reader-studies/:name/discrepancies', async ({ params }) => {
    const { study, readings } = await readComplete(pool, params.name);
    const last = study.rounds.at(-1)?.id ?? '';
    return {
      discrepancies: discrepancies(ratingsOf(readings, last), loadRelease()),
      settled: readings.filter(({ round }) => round === CONSENSUS),
    };
  });
}

/**
 * @throws ServerError `reader-study-unknown`, `not-a-reader`, `second-reading-withdrawn`, `readings-open` for a consensus too early, `washout` for a
 * case read in another round a short while ago.
 */
async function placeOf(
  db: Queryable,
  { name, round, id }: ReadingRoute['Params'],
  reader: string,
): Promise<string> {
  const study = await readStudy(db, name);
  if (study.secondReading?.state === 'withdrawn') throw new ServerError('second-reading-withdrawn', {}, 409);
  if (!study.readers.includes(reader) && !study.secondReading?.openPlace)
    throw new ServerError('not-a-reader', { reader, study: name }, 403);
  if (!study.cases.includes(id)) throw new ServerError('case-unknown', {}, 404);
  if (round === CONSENSUS) {
    const open = openReadings(study, await studyReadings(db, name, study));
    if (open > 0) throw new ServerError('readings-open', { open }, 409);
  } else if (!study.rounds.some((one) => one.id === round)) {
    throw new ServerError('not-found', {}, 404);
  } else if (study.washoutDays > 0) {
    const readings = await studyReadings(db, name, { ...study, cases: [id] });
    const [wait] = waitsOf({ ...study, cases: [id] }, readings, reader, new Date()).filter(
      (one) => one.round === round,
    );
    if (wait)
      throw new ServerError('washout', { days: study.washoutDays, until: wait.until.slice(0, 10) }, 409);
  }
  return studyReadingKey(name, round, id, reader);
}
