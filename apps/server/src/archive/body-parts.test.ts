import { join } from 'node:path';
import { makePhantom } from '@calx/phantom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { send, startQuietly } from '../testing/client.ts';
import { temporaryFolder } from '../testing/stores.ts';
import type { ImportResult } from './import.ts';

describe('films that an earlier Calx stored', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;

  beforeAll(async () => {
    folder = await temporaryFolder();
  });
  afterAll(() => folder.cleanUp());

  it('are told what they show at the next start', { timeout: 120_000 }, async () => {
    const dataDir = join(folder.path, 'data');
    const films = makePhantom('shoulder-calcific-tendinitis').files.filter(({ name }) => /^DX/.test(name));
    let server = await startQuietly({ dataDir });
    const form = new FormData();
    for (const { name, bytes } of films) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
    const response = await fetch(`${server.url}/api/import`, { method: 'POST', body: form });
    const { caseIds } = (await response.json()) as ImportResult;
    const bodyParts = async (): Promise<unknown[]> => {
      const { body } = await send(`${server.url}/api/cases/${caseIds[0]}`);
      const { studies } = body as { studies: { series: { bodyPart: unknown }[] }[] };
      return studies.flatMap(({ series }) => series.map(({ bodyPart }) => bodyPart));
    };
    const before = await bodyParts();
    expect(before).toEqual(['limb']);
    await server.close();

    const store = await openStore({ dataDir });
    await store.database.pool.query('update series set body_part = null');
    await store.close();

    server = await startQuietly({ dataDir });
    await expect.poll(bodyParts, { timeout: 30_000 }).toEqual(before);
    await server.close();
  });
});
