import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { MessageParams } from '@calx/knowledge';
import { z } from 'zod';
import { tiffToPng } from '../archive/tiff-to-png.ts';
import { ServerError } from '../errors.ts';
import {
  addPhotograph,
  listPhotographs,
  photographFile,
  type PhotographFile,
} from '../registry/photographs.ts';
import type { Services } from '../services.ts';
import { blindingOf, refuseWhileBlinded, type Blinding } from '../store/blinding.ts';
import { photographDocument } from '../store/registry-documents.ts';
import { caseId } from './addresses.ts';
import { readerOf } from './reader.ts';
import { saveVersion } from './save-version.ts';

/** A scan of a slide at a size that a page can show. */
const PICTURE_BYTES = 200 * 2 ** 20;
const MOST_PICTURES = 100;
const LONGEST_NAME = 200;

interface CaseRoute {
  Params: { id: string };
  Querystring: { kind?: string };
}

/** Photographs of the specimen and the slides, and key images: `/cases/:id/photographs`, `/photographs/:id`. */
export function photographRoutes(api: FastifyInstance, { database: { pool }, folder }: Services): void {
  const refuseHidden = async (photograph: PhotographFile, reader: string): Promise<void> => {
    const blinding = await blindingOf(pool, photograph.caseId, reader);
    if (blinding && tells(photograph, reader, blinding))
      await refuseWhileBlinded(pool, photograph.caseId, reader);
  };

  api.get<CaseRoute>('/cases/:id/photographs', async (request) => {
    const id = caseId(request.params.id);
    const photographs = await listPhotographs(pool, id);
    const reader = readerOf(request);
    const blinding = await blindingOf(pool, id, reader);
    return { photographs: photographs.filter((one) => !blinding || !tells(one, reader, blinding)) };
  });

  api.post<CaseRoute>(
    '/cases/:id/photographs',
    { bodyLimit: MOST_PICTURES * PICTURE_BYTES },
    async (request, reply) => {
      const id = caseId(request.params.id);
      const kind = photographDocument.safeParse({ kind: request.query.kind ?? 'other' });
      if (!request.isMultipart() || !kind.success) throw new ServerError('request-invalid');
      const added: string[] = [];
      const refused: { name: string; code: string; params: MessageParams; message: string }[] = [];
      const limits = { fileSize: PICTURE_BYTES, files: MOST_PICTURES };
      for await (const part of request.files({ limits, throwFileSizeLimit: false })) {
        const name = part.filename.slice(-LONGEST_NAME);
        const bytes = await part.toBuffer().catch(() => undefined);
        try {
          if (!bytes || part.file.truncated) {
            throw new ServerError('upload-too-large', { name, limit: PICTURE_BYTES });
          }
          added.push(await addPhotograph(pool, folder, id, { name, bytes }, kind.data, readerOf(request)));
        } catch (error) {
          if (!(error instanceof ServerError) || error.status >= 404) throw error;
          const { code, params, message } = error;
          refused.push({ name, code, params, message });
        }
      }
      if (added.length + refused.length === 0) throw new ServerError('upload-missing');
      const photographs = (await listPhotographs(pool, id)).filter((one) => added.includes(one.id));
      return reply.code(added.length > 0 ? 201 : 422).send({ photographs, refused });
    },
  );

  api.put<{ Params: { id: string; photo: string } }>(
    '/cases/:id/photographs/:photo',
    async (request, reply) => {
      const id = caseId(request.params.id);
      const photo = photographId(request.params.photo);
      const file = await photographFile(pool, photo);
      if (file.caseId !== id) throw new ServerError('photograph-unknown', {}, 404);
      await refuseHidden(file, readerOf(request));
      return saveVersion(pool, request, reply, photographDocument, {
        kind: 'photograph',
        key: photo,
        caseId: id,
      });
    },
  );

  api.get<{ Params: { photo: string }; Querystring: { as?: string } }>(
    '/photographs/:photo',
    async (request, reply) => {
      const { query } = request;
      const photo = photographId(request.params.photo);
      const found = await photographFile(pool, photo);
      await refuseHidden(found, readerOf(request));
      const { file, type } = found;
      const path = join(folder.archive, file);
      reply.header('cache-control', 'private, max-age=31536000, immutable');
      reply.header('content-security-policy', "default-src 'none'");
      if (query.as !== 'png' || type !== 'image/tiff') return reply.type(type).send(createReadStream(path));
      return reply.type('image/png').send(tiffToPng(await readFile(path), photo));
    },
  );
}

/**
 * Specimen and slides show what the lesion was; only key images are of the examinations, and those of others show a second
 * reader what the first one saw.
 */
const tells = (
  { kind, by }: Pick<PhotographFile, 'kind' | 'by'>,
  reader: string,
  { secondReading }: Blinding,
): boolean => kind !== 'key-image' || (secondReading && by !== reader);

function photographId(text: string): string {
  if (!z.uuid().safeParse(text).success) throw new ServerError('photograph-unknown', {}, 404);
  return text;
}
