import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { loadRelease } from '@calx/knowledge';
import { codedCase, toPhenopacket, type ImportEntry, type RegistryCase } from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { readingKey, visibleReadings } from '../store/readings.ts';
import { refuseAllWhileBlinded, refuseWhileBlinded } from '../store/blinding.ts';
import { readRecord } from '../store/records.ts';
import { importCases } from '../store/import-cases.ts';
import { linesOf } from '../lines.ts';
import { registryLines } from '../store/registry-lines.ts';
import { outcomeDocument, readingDocument } from '../store/registry-documents.ts';
import { caseId, optionalVersion } from './addresses.ts';
import { readerOf } from './reader.ts';
import { saveVersion } from './save-version.ts';
import { answerImport } from './table-routes.ts';

interface CaseRoute {
  Params: { id: string };
  Querystring: { version?: string };
}
interface ReadingRoute {
  Params: { id: string; round: string };
  Querystring: { submit?: string };
}

/** A million cases. */
const IMPORT_BYTES = 4 * 2 ** 30;

/** Proven diagnoses, readings, and cases in bulk. */
export function registryRoutes(api: FastifyInstance, { database: { pool }, index }: Services): void {
  api.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));

  api.get<CaseRoute>('/cases/:id/outcome', async (request) => {
    const { params, query } = request;
    await refuseWhileBlinded(pool, caseId(params.id), readerOf(request));
    const outcome = await readRecord(pool, 'outcome', caseId(params.id), optionalVersion(query.version));
    return { outcome: outcome ?? null };
  });
  api.put<CaseRoute>('/cases/:id/outcome', async (request, reply) => {
    const id = caseId(request.params.id);
    await refuseWhileBlinded(pool, id, readerOf(request));
    return saveVersion(pool, request, reply, outcomeDocument, { kind: 'outcome', key: id, caseId: id });
  });

  api.get<CaseRoute>('/cases/:id/readings', async (request) => ({
    readings: await visibleReadings(pool, caseId(request.params.id), readerOf(request)),
  }));
  api.put<ReadingRoute>('/cases/:id/readings/:round', (request, reply) => {
    const id = caseId(request.params.id);
    const key = readingKey(id, readerOf(request), request.params.round);
    const lock = request.query.submit !== undefined;
    return saveVersion(pool, request, reply, readingDocument, { kind: 'reading', key, caseId: id, lock });
  });

  api.get('/registry/phenopackets', async (request, reply) => {
    await refuseAllWhileBlinded(pool, readerOf(request));
    const cases = await index.read();
    return reply.type('application/x-ndjson').send(Readable.from(packetsOf(cases)));
  });
  api.get<CaseRoute>('/cases/:id/phenopacket', async (request) => {
    const id = caseId(request.params.id);
    await refuseWhileBlinded(pool, id, readerOf(request));
    const entry = (await index.read()).find((one) => one.id === id);
    if (!entry) throw new ServerError('case-unknown', {}, 404);
    return toPhenopacket(entry, loadRelease(), new Date().toISOString());
  });

  api.get('/registry/cases', async (request, reply) => {
    await refuseAllWhileBlinded(pool, readerOf(request));
    return reply.type('application/x-ndjson').send(Readable.from(registryLines(pool)));
  });

  api.post<{ Querystring: { keepGood?: string; lang?: string } }>(
    '/registry/cases',
    { bodyLimit: IMPORT_BYTES },
    async (request, reply) => {
      const { body, query } = request;
      if (!(body instanceof Readable)) throw new ServerError('request-invalid');
      const options = { by: readerOf(request), keepGood: query.keepGood !== undefined };
      return answerImport(reply, query.lang, () => importCases(pool, codedCases(linesOf(body)), options));
    },
  );
}

/** Lines of JSON as entries of an import, one case each. */
async function* codedCases(lines: AsyncIterable<string>): AsyncGenerator<ImportEntry> {
  const release = loadRelease();
  let row = 0;
  for await (const line of lines) {
    row += 1;
    if (line.trim() !== '') yield codedCase(line, row, release);
  }
}

function* packetsOf(cases: readonly RegistryCase[]): Generator<string> {
  const [release, created] = [loadRelease(), new Date().toISOString()];
  for (const entry of cases) yield `${JSON.stringify(toPhenopacket(entry, release, created))}\n`;
}
