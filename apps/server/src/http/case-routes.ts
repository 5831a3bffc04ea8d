import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { openSample } from '../samples.ts';
import { blindedDocument, blindingOf, refuseWhileBlinded } from '../store/blinding.ts';
import { caseStatus, parseCaseDocument, type CaseDocument } from '../store/case-document.ts';
import { createCase, readCase, readHistory, saveCase } from '../store/cases.ts';
import { transaction } from '../store/database.ts';
import { readStudies } from '../store/images.ts';
import { CASE_ORDERS, listCases } from '../store/worklist.ts';
import { caseId, optionalVersion, sentVersion } from './addresses.ts';
import { streamEvents } from './event-stream.ts';
import { readerOf } from './reader.ts';

const PAGE = { usual: 100, most: 500 } as const;
const worklistQuery = z.object({
  limit: z.coerce.number().int().min(1).max(PAGE.most).default(PAGE.usual),
  after: z.string().max(500).optional(),
  search: z.string().trim().max(200).optional(),
  status: caseStatus.optional(),
});
const worklistQuestion = worklistQuery.extend({
  order: z.enum(CASE_ORDERS).optional(),
  down: z.boolean().optional(),
});
const newCase = z.object({ sample: z.string().max(100).optional() }).nullish();

interface CaseRoute {
  Params: { id: string };
  Querystring: { version?: string };
}

/** Worklist and cases: `/cases…`. */
export function caseRoutes(api: FastifyInstance, services: Services): void {
  const { pool } = services.database;

  api.get('/cases', ({ query }) => {
    const asked = worklistQuery.safeParse(query);
    if (!asked.success) throw new ServerError('request-invalid');
    return listCases(pool, asked.data);
  });

  // As above and in any order; names are searched for and gone on after, and no name stands in an address.
  api.post('/cases/search', ({ body }) => {
    const asked = worklistQuestion.safeParse(body ?? {});
    if (!asked.success) throw new ServerError('request-invalid');
    return listCases(pool, asked.data);
  });

  api.post('/cases', async (request, reply) => {
    const asked = newCase.safeParse(request.body);
    if (!asked.success) throw new ServerError('request-invalid');
    const sample = asked.data?.sample;
    const by = readerOf(request);
    const id =
      sample === undefined
        ? await transaction(pool, (db) => createCase(db, { document: parseCaseDocument({}), by }))
        : await openSample(services, sample, by);
    return reply.code(201).send({ id });
  });

  api.get<CaseRoute>('/cases/:id', async (request) => {
    const id = caseId(request.params.id);
    const version = optionalVersion(request.query.version);
    const blinding = await blindingOf(pool, id, readerOf(request));
    if (!blinding) return wholeCase(services, id, version);
    if (version !== undefined) await refuseWhileBlinded(pool, id, readerOf(request));
    const whole = await wholeCase(services, id, undefined, (document) => blindedDocument(document, blinding));
    return {
      ...whole,
      ...(blinding.secondReading ? {} : { patient: null, pseudonym: null }),
      history: [],
      blinded: blinding,
    };
  });

  api.put<CaseRoute>('/cases/:id', async (request, reply) => {
    const id = caseId(request.params.id);
    const version = sentVersion(request);
    await refuseWhileBlinded(pool, id, readerOf(request));
    const result = await saveCase(pool, id, version, parseCaseDocument(request.body), readerOf(request));
    if (result.saved) return { version: result.version };
    const { code, params, message, status } = new ServerError('version-conflict', { version }, 409);
    return reply.code(status).send({ code, params, message, current: await wholeCase(services, id) });
  });

  api.get<CaseRoute>('/cases/:id/history', async (request) => {
    const id = caseId(request.params.id);
    await refuseWhileBlinded(pool, id, readerOf(request));
    const history = await readHistory(pool, id);
    if (history.length === 0) throw new ServerError('case-unknown', {}, 404);
    return { history };
  });

  api.get<CaseRoute>('/cases/:id/events', async (request, reply) => {
    const id = caseId(request.params.id);
    const { version } = await readCase(pool, id);
    streamEvents<{ version: number }>(reply, (send) => {
      let told = 0;
      const tell = (newest: number): void => {
        if (newest > told) send({ version: newest });
        told = Math.max(told, newest);
      };
      tell(version);
      const leave = services.events.subscribe(id, tell);
      // What was stored between the first look and the subscription.
      readCase(pool, id).then(({ version: newest }) => tell(newest), leave);
      return leave;
    });
  });
}

async function wholeCase(
  { database: { pool } }: Services,
  id: string,
  version?: number,
  seen: (document: CaseDocument) => CaseDocument = (document) => document,
) {
  const stored = await readCase(pool, id, version);
  const [studies, history] = await Promise.all([readStudies(pool, id), readHistory(pool, id)]);
  const { patient, pseudonym, sample, updatedAt } = stored.summary;
  return {
    ...seen(stored.document),
    id,
    version: stored.version,
    patient,
    pseudonym,
    sample,
    updatedAt,
    studies,
    history,
  };
}
