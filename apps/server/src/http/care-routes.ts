import type { FastifyInstance } from 'fastify';
import { loadRelease } from '@calx/knowledge';
import { careChecklist } from '@calx/registry';
import type { Services } from '../services.ts';
import { refuseWhileBlinded } from '../store/blinding.ts';
import { readRecord } from '../store/records.ts';
import { caseId } from './addresses.ts';
import { readerOf } from './reader.ts';

/** What a case has and lacks for a case report; null for a bundled sample, which is nobody's to report. */
export function careRoutes(api: FastifyInstance, { database: { pool }, index }: Services): void {
  api.get<{ Params: { id: string } }>('/cases/:id/care', async (request) => {
    const id = caseId(request.params.id);
    await refuseWhileBlinded(pool, id, readerOf(request));
    const entry = (await index.read()).find((one) => one.id === id);
    if (!entry) return { items: null };
    const outcome = (await readRecord(pool, 'outcome', id))?.document;
    const sections = {
      intervention: outcome?.treatment ?? '',
      follow_up: (outcome?.followUp ?? []).map(({ text }) => text).join(' '),
    };
    return { items: careChecklist(entry, sections, loadRelease()) };
  });
}
