import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningServer } from '../server.ts';
import { SAMPLES, send, startQuietly } from '../testing/client.ts';
import { temporaryFolder } from '../testing/stores.ts';
import type { ImportResult } from './import.ts';

const CT = join(SAMPLES, 'sts-045', 'CT');
const slice = (n: number): Buffer => readFileSync(join(CT, `${String(n).padStart(6, '0')}.dcm`));

describe('what is dropped on the page', () => {
  let server: RunningServer;
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let data: string;

  beforeAll(async () => {
    folder = await temporaryFolder();
    data = join(folder.path, 'data');
    server = await startQuietly({ dataDir: data });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    await folder.cleanUp();
  });

  async function drop(files: readonly [name: string, bytes: Uint8Array][]) {
    const form = new FormData();
    for (const [name, bytes] of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
    const response = await fetch(`${server.url}/api/import`, { method: 'POST', body: form });
    return { status: response.status, body: (await response.json()) as ImportResult & { code?: string } };
  }
  const sliceOrder = async (id: string | undefined): Promise<string[]> => {
    const { body } = await send(`${server.url}/api/cases/${id}`);
    const { studies } = body as { studies: { series: { instances: { sop: string }[] }[] }[] };
    return studies.flatMap(({ series }) =>
      series.flatMap(({ instances }) => instances.map(({ sop }) => sop)),
    );
  };
  const archived = (): string[] =>
    readdirSync(join(data, 'archive'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.dcm'),
    );

  it('takes a folder, whatever the order of its files, and later the rest of the series', async () => {
    const first = await drop([5, 3, 4].map((n) => [`study/CT/${n}.dcm`, slice(n)]));
    expect(first).toMatchObject({ status: 200, body: { instances: 3, refused: [] } });
    const [id] = first.body.caseIds;
    const second = await drop([0, 2, 1].map((n) => [`study/CT/${n}.dcm`, slice(n)]));
    expect(second.body.caseIds).toEqual([id]);
    const order = await sliceOrder(id);
    const whole = [0, 1, 2, 3, 4, 5].map(slice);
    const place = async (sop: string): Promise<number> => {
      const bytes = Buffer.from(await (await fetch(`${server.url}/api/instances/${sop}`)).arrayBuffer());
      return whole.findIndex((file) => file.equals(bytes));
    };
    const places = await Promise.all(order.map(place));
    expect([places, places.toReversed()]).toContainEqual([0, 1, 2, 3, 4, 5]);
    const { body } = await send(`${server.url}/api/cases/${id}/history`);
    expect((body as { history: { what: string[] }[] }).history.map(({ what }) => what)).toEqual([
      ['created'],
      ['images'],
    ]);
  });

  it('takes a ZIP and counts what the archive has already, without a second copy', async () => {
    const before = archived().length;
    const zip = zipSync({
      'a/6.dcm': slice(6),
      'a/5.dcm': slice(5),
      '__MACOSX/a/._6.dcm': new Uint8Array(4),
    });
    const { body } = await drop([['study.zip', zip]]);
    expect(body).toMatchObject({ instances: 2, refused: [] });
    expect(archived()).toHaveLength(before + 1);
  });

  it('refuses each bad file by name and keeps the good ones', async () => {
    const cut = slice(8).subarray(0, 40_000);
    const { status, body } = await drop([
      ['new/7.dcm', slice(7)],
      ['new/text.dcm', Buffer.from('this is no image')],
      ['new/cut.dcm', cut],
      ['new/broken.zip', zipSync({ 'x.dcm': slice(9) }).subarray(0, 9_000)],
    ]);
    expect(status).toBe(200);
    expect(body.instances).toBe(1);
    expect(body.refused.map(({ where, code }) => [where, code]).sort()).toEqual([
      ['new/broken.zip', 'zip-broken'],
      ['new/cut.dcm', 'pixel-data-short'],
      ['new/text.dcm', 'not-dicom'],
    ]);
    for (const { message } of body.refused) expect(message).toMatch(/^\S[^;]+; [^;]+\.$/);
  });

  it('keeps the stored image when another comes under its identity', async () => {
    const forged = Buffer.from(slice(7));
    forged.writeUInt8(forged.readUInt8(forged.length - 1) ^ 1, forged.length - 1);
    const { body } = await drop([['forged.dcm', forged]]);
    expect(body).toMatchObject({ refused: [{ code: 'instance-differs', where: 'forged.dcm' }] });
  });

  it('names files by identifiers only, readable by their owner alone, and leaves no upload behind', () => {
    for (const name of archived())
      expect(name).toMatch(/^([\d.]+|[\da-f]{64})\/([\d.]+|[\da-f]{64})\/[\d.]+\.dcm$/);
    expect(readdirSync(join(data, 'incoming'))).toEqual([]);
  });

  it('says when nothing was sent', async () => {
    expect(await drop([])).toMatchObject({ status: 400, body: { code: 'upload-missing' } });
    expect((await send(`${server.url}/api/import`, 'POST', {})).body).toMatchObject({
      code: 'upload-missing',
    });
  });

  it('makes two cases of two patients', async () => {
    const other = join(folder.path, 'other');
    mkdirSync(other);
    const file = join(other, '20.dcm');
    writeFileSync(file, slice(20));
    try {
      execFileSync('dcmodify', [
        '-nb',
        '-m',
        'PatientID=OTHER',
        '-m',
        'PatientName=OTHER',
        '-gst',
        '-gse',
        '-gin',
        file,
      ]);
    } catch {
      return console.warn('skipped: dcmodify of dcmtk is missing; apt-get install dcmtk');
    }
    const { body } = await drop([
      ['20.dcm', readFileSync(file)],
      ['21.dcm', slice(21)],
    ]);
    expect(new Set(body.caseIds).size).toBe(2);
  });
});
