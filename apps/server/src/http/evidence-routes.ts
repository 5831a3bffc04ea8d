import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { ServerError } from '../errors.ts';
import {
  checkBundle,
  describeEvidence,
  nameSource,
  readExport,
  setTrust,
  shareEvidence,
  takeBundle,
} from '../registry/evidence.ts';
import { evidenceCounts } from '../registry/local-counts.ts';
import type { Services } from '../services.ts';
import { blindedCases } from '../store/blinding.ts';
import { sourceDocument } from '../store/registry-documents.ts';
import { parseStorable } from '../store/storable.ts';
import { caseId } from './addresses.ts';
import { readerOf } from './reader.ts';

const share = z.object({ frozen: z.string().regex(/^[0-9a-f]{64}$/) });
const trust = z.object({ name: z.string().trim().min(1).max(200) });
const publicKey = z.string().regex(/^[0-9a-f]{64}$/);

interface SignerRoute {
  Params: { key: string };
}

/** Counts shared with other hospitals and taken in from them; never patients. */
export function evidenceRoutes(api: FastifyInstance, services: Services): void {
  const { pool } = services.database;
  const { index, folder } = services;

  api.get('/evidence', () => describeEvidence(pool, folder.root));
  api.put('/evidence/source', async (request) => {
    await nameSource(pool, parseStorable(sourceDocument, request.body), readerOf(request));
    return describeEvidence(pool, folder.root);
  });

  api.post('/evidence/export', async (request, reply) => {
    const asked = share.safeParse(request.body);
    if (!asked.success) throw new ServerError('request-invalid');
    const bundle = await shareEvidence(pool, folder.root, asked.data.frozen, readerOf(request));
    return reply.code(201).send(bundle);
  });
  api.get<{ Params: { version: string } }>('/evidence/exports/:version', ({ params }) =>
    readExport(pool, z.coerce.number().int().catch(0).parse(params.version)),
  );

  api.post('/evidence/check', ({ body }) => checkBundle(pool, body));
  api.post('/evidence/import', (request) => takeBundle(pool, request.body, readerOf(request)));

  api.put<SignerRoute>('/evidence/signers/:key', async (request) => {
    const named = trust.safeParse(request.body);
    if (!named.success) throw new ServerError('request-invalid');
    await setTrust(pool, keyOf(request.params.key), { ...named.data, trusted: true }, readerOf(request));
    return describeEvidence(pool, folder.root);
  });
  api.delete<SignerRoute>('/evidence/signers/:key', async (request) => {
    const key = keyOf(request.params.key);
    await setTrust(pool, key, { name: '', trusted: false }, readerOf(request));
    return describeEvidence(pool, folder.root);
  });

  api.get<{ Querystring: { except?: string } }>('/evidence/counts', async (request) => {
    const { except } = request.query;
    const hidden = (await blindedCases(pool, readerOf(request))).flatMap(({ cases }) => cases);
    return evidenceCounts(pool, index, except === undefined ? undefined : caseId(except), hidden);
  });
}

function keyOf(text: string): string {
  const parsed = publicKey.safeParse(text);
  if (!parsed.success) throw new ServerError('request-invalid');
  return parsed.data;
}
