import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { SAMPLES, send } from '../testing/client.ts';
import { openStore } from '../store/open-store.ts';
import { inBothRoles } from '../testing/roles.ts';
import { exportStore, restoreStore } from './backup.ts';
import type { Manifest } from './format.ts';
import { restore } from './restore.ts';

/** Text that line readers, JSON and zip tools are known to spoil. */
const AWKWARD = '一行\u2028二行\u2029\r\n"\\ 1e400 \ud83e\uddb4';

/** 2 x 1 pixels. */
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAADklEQVR4nGP4z8DA8B8ABwAB/wn5F9AAAAAASUVORK5CYII=',
  'base64',
);

/** The photographs of a case with their bytes. */
async function photographs(url: string, id: string): Promise<unknown> {
  const { photographs: listed } = (await send(`${url}/cases/${id}/photographs`)).body as {
    photographs: { id: string }[];
  };
  return Promise.all(
    listed.map(async (one) => [one, await (await fetch(`${url}/photographs/${one.id}`)).text()]),
  );
}

inBothRoles('an export', (stage) => {
  let file: string;
  let before: unknown;
  let counts: Manifest['tables'];

  /** All that a reader can see of a store. */
  async function everything(url: string): Promise<unknown> {
    const { cases } = (await send(`${url}/cases`)).body as { cases: { id: string; version: number }[] };
    const parts = await Promise.all(
      cases.map(async ({ id, version }) => [
        (await send(`${url}/cases/${id}`)).body,
        (await send(`${url}/cases/${id}?version=${Math.min(version, 1)}`)).body,
        (await send(`${url}/cases/${id}/outcome`)).body,
        (await send(`${url}/cases/${id}/readings`)).body,
        await photographs(url, id),
      ]),
    );
    return [cases, parts, (await send(`${url}/cohorts`)).body, (await send(`${url}/frozen-cohorts`)).body];
  }

  beforeAll(async () => {
    const server = await stage.start('source', { samplesRoot: SAMPLES });
    const url = `${server.url}/api`;
    const { id } = (await send(`${url}/cases`, 'POST', {})).body as { id: string };
    const put = (path: string, version: number, body: unknown) =>
      send(`${url}${path}`, 'PUT', body, { 'if-match': `"${version}"` });
    await put(`/cases/${id}`, 1, {
      facts: { age: 56.25 },
      report: { lang: 'zh', edits: { impression: AWKWARD } },
    });
    const form = new FormData();
    form.append('files', new Blob([PNG]), 'specimen.png');
    await fetch(`${url}/cases/${id}/photographs?kind=specimen`, { method: 'POST', body: form });
    await put(`/cases/${id}/outcome`, 0, { diagnosis: 'gout', provenBy: 'laboratory' });
    await put(`/cases/${id}/readings/first?submit`, 0, { withSupport: true });
    await put('/cohorts/all', 0, { rules: {} });
    await send(`${url}/cohorts/all/freeze`, 'POST', {});
    before = await everything(url);
    file = join(stage.folder, 'export.zip');
    const download = await fetch(`${url}/export`);
    expect(download.headers.get('content-disposition')).toMatch(/^attachment; filename="calx-.*\.zip"$/);
    await writeFile(file, Buffer.from(await download.arrayBuffer()));
    await server.close();
  }, 60_000);

  it('is a ZIP that says what it holds', async () => {
    const entries = unzipSync(await readFile(file));
    const manifest = JSON.parse(Buffer.from(entries['manifest.json'] ?? []).toString()) as Manifest;
    counts = manifest.tables;
    expect(manifest).toMatchObject({
      format: 'calx-export',
      formatVersion: 1,
      tables: {
        cases: { rows: 2 },
        case_versions: { rows: 4 },
        instances: { rows: 144 },
        photographs: { rows: 1 },
      },
      images: { files: 145 },
    });
    expect(Object.keys(entries).filter((name) => name.startsWith('archive/'))).toHaveLength(145);
  });

  it('brings everything back into an empty store, images and history too', async () => {
    const place = await stage.place('restored');
    expect((await restoreStore({ ...place, file })).tables).toEqual(counts);
    await expect(restoreStore({ ...place, file })).rejects.toMatchObject({ code: 'restore-not-empty' });
    const server = await stage.start('restored', { samplesRoot: SAMPLES });
    expect(await everything(`${server.url}/api`)).toEqual(before);
    const { cases } = (await send(`${server.url}/api/cases`)).body as {
      cases: { id: string; sample: string }[];
    };
    const sample = cases.find((one) => one.sample)?.id;
    const { studies } = (await send(`${server.url}/api/cases/${sample}`)).body as {
      studies: { series: { instances: { sop: string }[] }[] }[];
    };
    for (const { sop } of studies[0]?.series[0]?.instances ?? [])
      expect((await fetch(`${server.url}/api/instances/${sop}`)).status).toBe(200);
    await server.close();
    // Exported again, it is the same, row by row.
    const again = join(stage.folder, 'again.zip');
    await exportStore({ ...place, file: again });
    const entries = unzipSync(await readFile(again));
    expect(JSON.parse(Buffer.from(entries['manifest.json'] ?? []).toString())).toMatchObject({
      tables: counts,
    });
  }, 120_000);

  it('that is damaged is refused, and the store stays as empty as it was', async () => {
    const damages: [part: string, spoil: (bytes: Uint8Array) => Uint8Array][] = [
      ['ZIP', (bytes) => bytes.subarray(0, bytes.length - 2_000)],
      ['manifest.json', () => zipSync({ 'a.txt': new Uint8Array(3) })],
      ['tables/cases.jsonl', changeRow],
      ['archive/', changeImage],
    ];
    const spoilt = join(stage.folder, 'spoilt.zip');
    const { database, folder, close } = await openStore(await stage.place('spoilt'));
    for (const [part, spoil] of damages) {
      await writeFile(spoilt, spoil(await readFile(file)));
      const failure = await restore(database.pool, folder, spoilt).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'restore-broken' });
      expect((failure as { params: { part: string } }).params.part).toContain(part);
    }
    // One that is not there is missing, not damaged.
    await expect(restore(database.pool, folder, join(stage.folder, 'nowhere.zip'))).rejects.toMatchObject({
      code: 'restore-missing',
      params: { file: 'nowhere.zip' },
    });
    expect((await restore(database.pool, folder, file)).tables).toEqual(counts);
    await close();
  }, 60_000);

  it('that cannot be written leaves no file', async () => {
    const place = await stage.place('restored');
    const nowhere = join(stage.folder, 'missing', 'export.zip');
    await expect(exportStore({ ...place, file: nowhere })).rejects.toThrow();
    await expect(stat(nowhere)).rejects.toThrow();
  }, 60_000);
});

function changeRow(bytes: Uint8Array): Uint8Array {
  const entries = unzipSync(bytes);
  const rows = Buffer.from(entries['tables/cases.jsonl'] ?? []).toString();
  entries['tables/cases.jsonl'] = Buffer.from(rows.replace('56.25', '65.25'));
  return zipSync(entries, { level: 0 });
}

function changeImage(bytes: Uint8Array): Uint8Array {
  const entries = unzipSync(bytes);
  const name = Object.keys(entries).find((entry) => entry.startsWith('archive/')) ?? '';
  const image = Uint8Array.from(entries[name] ?? []);
  image[image.length - 1] = (image.at(-1) ?? 0) ^ 1;
  return zipSync({ ...entries, [name]: image }, { level: 0 });
}
