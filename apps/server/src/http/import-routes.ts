import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished, pipeline } from 'node:stream/promises';
import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { importFiles, type CandidateFile, type RefusedFile } from '../archive/import.ts';
import { unpack } from '../archive/unpack.ts';
import { errorCode, explainSystem, ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { readerOf } from './reader.ts';

/** Bounds of one upload, far above any one patient's study. */
const UPLOAD_LIMITS = { files: 20_000, fileBytes: 8 * 2 ** 30 } as const;
/** Folders and file names, for messages only. */
const LONGEST_NAME = 1_000;

/** Files, folders and ZIPs dropped on the page: `POST /import`, streamed to disk. */
export async function importRoutes(api: FastifyInstance, services: Services): Promise<void> {
  await api.register(multipart, {
    preservePath: true,
    limits: { files: UPLOAD_LIMITS.files, fileSize: UPLOAD_LIMITS.fileBytes, fields: 10, fieldSize: 1_000 },
  });

  // A large study on a slow disk takes longer than any other request; the connection says when it is cut.
  api.post('/import', { bodyLimit: Number.MAX_SAFE_INTEGER }, async (request) => {
    const place = join(services.folder.incoming, randomUUID());
    await mkdir(place, { mode: 0o700 });
    try {
      const received = await receive(request, place);
      const refused: RefusedFile[] = [];
      const result = await importFiles(services, unpack(received, place, refused), {
        by: readerOf(request),
      });
      return { ...result, refused: [...refused, ...result.refused] };
    } finally {
      await rm(place, { recursive: true, force: true });
    }
  });
}

async function receive(request: FastifyRequest, place: string): Promise<CandidateFile[]> {
  if (!request.isMultipart()) throw new ServerError('upload-missing');
  const received: CandidateFile[] = [];
  try {
    for await (const part of request.files()) {
      const name = part.filename.slice(-LONGEST_NAME);
      const path = join(place, String(received.length));
      await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
      if (part.file.truncated)
        throw new ServerError('upload-too-large', { name, limit: UPLOAD_LIMITS.fileBytes }, 413);
      received.push({ path, name });
    }
  } catch (error) {
    await discardRest(request);
    throw explainUpload(error);
  }
  if (received.length === 0) throw new ServerError('upload-missing');
  return received;
}

/** Reads what is still being sent, for a browser sees no answer before it has sent everything. */
async function discardRest({ raw }: FastifyRequest): Promise<void> {
  raw.unpipe();
  raw.resume();
  await finished(raw).catch(() => undefined);
}

function explainUpload(error: unknown): unknown {
  if (error instanceof ServerError) return error;
  const code = errorCode(error) ?? '';
  if (code === 'FST_FILES_LIMIT')
    return new ServerError('upload-too-many', { limit: UPLOAD_LIMITS.files }, 413);
  const full = explainSystem(error);
  return full instanceof ServerError ? full : new ServerError('upload-broken');
}
