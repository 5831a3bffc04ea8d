import type { FastifyInstance } from 'fastify';
import type { Services } from '../services.ts';
import { listSamples } from '../samples.ts';
import { findSampleCase } from '../store/cases.ts';

/** What this Calx is: `/about`. */
export function aboutRoutes(api: FastifyInstance, { database, samplesRoot, about }: Services): void {
  api.get('/about', async () => {
    const names = await listSamples(samplesRoot);
    const samples = await Promise.all(
      names.map(async (id) => ({ id, opened: (await findSampleCase(database.pool, id)) !== undefined })),
    );
    return { ...about, samples };
  });
}
