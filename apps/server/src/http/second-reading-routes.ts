import type { FastifyInstance } from 'fastify';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { refuseWhileBlinded } from '../store/blinding.ts';
import {
  askSecondReading,
  readSecondReading,
  secondReadingRequest,
  withdrawSecondReading,
} from '../store/second-readings.ts';
import { parseStorable } from '../store/storable.ts';
import { caseId, sentVersion } from './addresses.ts';
import { readerOf } from './reader.ts';

interface CaseRoute {
  Params: { id: string };
}

/** Asking somebody to read a case again, blinded, and what both found: `/cases/:id/second-reading`. */
export function secondReadingRoutes(api: FastifyInstance, { database: { pool } }: Services): void {
  api.get<CaseRoute>('/cases/:id/second-reading', async ({ params }) => ({
    secondReading: await readSecondReading(pool, caseId(params.id)),
  }));

  api.post<CaseRoute>('/cases/:id/second-reading', async (request, reply) => {
    const id = caseId(request.params.id);
    const by = readerOf(request);
    await refuseWhileBlinded(pool, id, by);
    const version = sentVersion(request);
    const asked = parseStorable(secondReadingRequest, request.body);
    const result = await askSecondReading(pool, id, version, asked, by);
    if (!result.saved) throw new ServerError('version-conflict', { version }, 409);
    return reply.code(201).send({ version: result.version });
  });

  api.delete<CaseRoute>('/cases/:id/second-reading', async (request) => {
    await withdrawSecondReading(pool, caseId(request.params.id), readerOf(request));
    return {};
  });
}
