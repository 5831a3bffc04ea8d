import type { FastifyReply, FastifyRequest } from 'fastify';
import type pg from 'pg';
import type { z } from 'zod';
import { ServerError } from '../errors.ts';
import { transaction, type Queryable } from '../store/database.ts';
import { readRecord, saveRecordWithin, type RecordChange, type RecordKind } from '../store/records.ts';
import { parseStorable } from '../store/storable.ts';
import { sentVersion } from './addresses.ts';
import { readerOf } from './reader.ts';

/**
 * Stores what was sent as the next version of a record; 409 with the newest state when it was not made from that.
 * @param also what has to be stored with it, or not at all
 */
export async function saveVersion<K extends RecordKind>(
  pool: pg.Pool,
  request: FastifyRequest,
  reply: FastifyReply,
  schema: z.ZodType<RecordChange<K>['document']>,
  change: Omit<RecordChange<K>, 'version' | 'document' | 'by'>,
  also?: (db: Queryable) => Promise<void>,
): Promise<unknown> {
  const version = sentVersion(request);
  const document = parseStorable(schema, request.body);
  const whole: RecordChange<K> = { ...change, version, document, by: readerOf(request) };
  const result = await transaction(pool, async (db) => {
    const stored = await saveRecordWithin<K>(db, whole);
    if (stored.saved) await also?.(db);
    return stored;
  });
  if (result.saved) return { version: result.version };
  const { code, params, message, status } = new ServerError('version-conflict', { version }, 409);
  const current = await readRecord(pool, change.kind, change.key);
  return reply.code(status).send({ code, params, message, current });
}
