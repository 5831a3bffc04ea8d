import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { ServerError } from '../errors.ts';
import type { Services } from '../services.ts';
import { findInstanceFile } from '../store/images.ts';

/** Stored images as they came: `/instances/<SOP Instance UID>`, DICOM Part 10. */
export function instanceRoutes(api: FastifyInstance, { database, folder }: Services): void {
  api.get<{ Params: { sop: string } }>('/instances/:sop', async (request, reply) => {
    const file = await findInstanceFile(database.pool, request.params.sop);
    const path = file === undefined ? undefined : join(folder.archive, file);
    const size = path && (await stat(path).catch(() => undefined))?.size;
    if (!path || size === undefined) throw new ServerError('instance-unknown', {}, 404);
    return reply
      .header('content-type', 'application/dicom')
      .header('content-length', size)
      .header('cache-control', 'private, max-age=31536000, immutable')
      .send(createReadStream(path));
  });
}
