import type { FastifyInstance } from 'fastify';
import { writeExport } from '../backup/write-export.ts';
import type { Services } from '../services.ts';
import { listSamples } from '../samples.ts';
import { refuseAllWhileBlinded } from '../store/blinding.ts';
import { findSampleCase } from '../store/cases.ts';
import { readerOf } from './reader.ts';

/** What this Calx is, and everything in it: `/about`, `/export`. */
export function aboutRoutes(api: FastifyInstance, { database, folder, samplesRoot, about }: Services): void {
  api.get('/about', async () => {
    const names = await listSamples(samplesRoot);
    const samples = await Promise.all(
      names.map(async (id) => ({ id, opened: (await findSampleCase(database.pool, id)) !== undefined })),
    );
    return { ...about, samples };
  });

  api.get('/export', async (request, reply) => {
    await refuseAllWhileBlinded(database.pool, readerOf(request));
    const source = { pool: database.pool, archive: folder.archive, calx: about.version };
    const day = new Date().toISOString().slice(0, 10);
    return reply
      .type('application/zip')
      .header('content-disposition', `attachment; filename="calx-${day}.zip"`)
      .header('cache-control', 'no-store')
      .send(await writeExport(source));
  });
}
