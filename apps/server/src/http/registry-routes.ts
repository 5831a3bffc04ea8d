import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { freezeCohort, verifyFrozen } from '../store/cohorts.ts';
import { readingKey, visibleReadings } from '../store/readings.ts';
import { listRecords, readRecord, saveRecord, type RecordChange, type RecordKind } from '../store/records.ts';
import { importCases, RefusedImport } from '../store/import-cases.ts';
import { linesOf } from '../lines.ts';
import { registryLines } from '../store/registry-lines.ts';
import {
  cohortDocument,
  freezeRequest,
  outcomeDocument,
  readingDocument,
} from '../store/registry-documents.ts';
import { parseStorable } from '../store/storable.ts';
import { caseId, optionalVersion, sentVersion } from './addresses.ts';
import { readerOf } from './reader.ts';

interface CaseRoute {
  Params: { id: string };
  Querystring: { version?: string };
}
interface ReadingRoute {
  Params: { id: string; round: string };
  Querystring: { submit?: string };
}
interface CohortRoute {
  Params: { name: string };
  Querystring: { version?: string };
}

/** A million cases. */
const IMPORT_BYTES = 4 * 2 ** 30;

/** Proven diagnoses, readings, cohorts, and cases in bulk. */
export function registryRoutes(api: FastifyInstance, { database: { pool } }: Services): void {
  api.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));

  const save = async <K extends RecordKind>(
    request: FastifyRequest,
    reply: FastifyReply,
    schema: z.ZodType<RecordChange<K>['document']>,
    change: Omit<RecordChange<K>, 'version' | 'document' | 'by'>,
  ) => {
    const version = sentVersion(request);
    const document = parseStorable(schema, request.body);
    const result = await saveRecord<K>(pool, { ...change, version, document, by: readerOf(request) });
    if (result.saved) return { version: result.version };
    const { code, params, message, status } = new ServerError('version-conflict', { version }, 409);
    const current = await readRecord(pool, change.kind, change.key);
    return reply.code(status).send({ code, params, message, current });
  };

  api.get<CaseRoute>('/cases/:id/outcome', async ({ params, query }) => {
    const outcome = await readRecord(pool, 'outcome', caseId(params.id), optionalVersion(query.version));
    return { outcome: outcome ?? null };
  });
  api.put<CaseRoute>('/cases/:id/outcome', (request, reply) => {
    const id = caseId(request.params.id);
    return save(request, reply, outcomeDocument, { kind: 'outcome', key: id, caseId: id });
  });

  api.get<CaseRoute>('/cases/:id/readings', async (request) => ({
    readings: await visibleReadings(pool, caseId(request.params.id), readerOf(request)),
  }));
  api.put<ReadingRoute>('/cases/:id/readings/:round', (request, reply) => {
    const id = caseId(request.params.id);
    const key = readingKey(id, readerOf(request), request.params.round);
    const lock = request.query.submit !== undefined;
    return save(request, reply, readingDocument, { kind: 'reading', key, caseId: id, lock });
  });

  api.get('/cohorts', async () => ({ cohorts: await listRecords(pool, 'cohort') }));
  api.get<CohortRoute>('/cohorts/:name', async ({ params, query }) => {
    const cohort = await readRecord(pool, 'cohort', params.name, optionalVersion(query.version));
    if (!cohort) throw new ServerError('cohort-unknown', {}, 404);
    return cohort;
  });
  api.put<CohortRoute>('/cohorts/:name', (request, reply) =>
    save(request, reply, cohortDocument, { kind: 'cohort', key: request.params.name }),
  );
  api.post<CohortRoute>('/cohorts/:name/freeze', async (request, reply) => {
    const asked = parseStorable(freezeRequest, request.body);
    const frozen = await freezeCohort(pool, request.params.name, asked, readerOf(request));
    return reply.code(201).send(frozen);
  });
  api.get<{ Params: { hash: string } }>('/frozen-cohorts/:hash', async ({ params }) => {
    const record = await readRecord(pool, 'frozen-cohort', params.hash);
    if (!record) throw new ServerError('cohort-unknown', {}, 404);
    return { ...record, intact: await verifyFrozen(pool, record.document) };
  });

  api.get('/registry/cases', (_request, reply) =>
    reply.type('application/x-ndjson').send(Readable.from(registryLines(pool))),
  );

  api.post<{ Querystring: { keepGood?: string } }>(
    '/registry/cases',
    { bodyLimit: IMPORT_BYTES },
    async (request, reply) => {
      const { body, query } = request;
      if (!(body instanceof Readable)) throw new ServerError('request-invalid');
      const options = { by: readerOf(request), keepGood: query.keepGood !== undefined };
      try {
        return await importCases(pool, linesOf(body), options);
      } catch (error) {
        if (!(error instanceof RefusedImport)) throw error;
        const { code, params, message, status, result } = error;
        return reply.code(status).send({ code, params, message, ...result });
      }
    },
  );
}
