import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLES, send, startQuietly } from './testing/client.ts';
import { temporaryFolder } from './testing/stores.ts';

/** Room for PostgreSQL's programs, a cluster and some images. */
const MEGABYTES = 260;

function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${MEGABYTES}m,mode=755`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
    return true;
  } catch {
    return false;
  }
}

describe('a full disk (skipped where no small one can be mounted)', () => {
  let temporary: Awaited<ReturnType<typeof temporaryFolder>>;
  let disk = '';
  let mounted = false;
  beforeAll(async () => {
    temporary = await temporaryFolder();
    disk = join(temporary.path, 'disk');
    mkdirSync(disk);
    mounted = mount(disk);
  });
  afterAll(async () => {
    if (mounted) execFileSync('umount', ['-l', disk]);
    await temporary.cleanUp();
  });

  it('is said in one sentence, loses nothing that was confirmed, and work goes on once there is room', async (test) => {
    if (!mounted) return test.skip('needs the right to mount');
    const dataDir = join(disk, 'data');
    const server = await startQuietly({ dataDir });
    const url = `${server.url}/api`;
    const { id } = (await send(`${url}/cases`, 'POST', {})).body as { id: string };
    const upload = async (from: number, to: number) => {
      const form = new FormData();
      for (let n = from; n < to; n++) {
        const name = `${String(n).padStart(6, '0')}.dcm`;
        form.append('files', new Blob([readFileSync(join(SAMPLES, 'sts-045', 'CT', name))]), name);
      }
      const response = await fetch(`${url}/import`, { method: 'POST', body: form });
      return {
        status: response.status,
        body: (await response.json()) as { code?: string; instances?: number },
      };
    };
    const filler = join(disk, 'filler');
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(filler, Buffer.alloc(bavail * bsize - 1_000_000));

    expect(await upload(0, 40)).toMatchObject({ status: 507, body: { code: 'disk-full' } });
    // Large documents until the database has no room either.
    let confirmed = 1;
    const statuses = new Set<number>();
    for (let attempt = 0; attempt < 40 && !statuses.has(507); attempt++) {
      const edits = {
        impression: Array.from({ length: 2_000 }, () => crypto.randomUUID().slice(0, 8)).join(''),
      };
      const answer = await send(
        `${url}/cases/${id}`,
        'PUT',
        { report: { lang: 'en', edits } },
        { 'if-match': String(confirmed) },
      );
      statuses.add(answer.status);
      if (answer.status === 200) confirmed = (answer.body as { version: number }).version;
    }
    expect([...statuses].filter((status) => status !== 200)).toEqual([507]);

    rmSync(filler);
    let last = 0;
    for (let attempt = 0; attempt < 100 && last !== 200; attempt++) {
      last = await send(`${url}/cases/${id}`).then(
        ({ status }) => status,
        () => 0,
      );
      if (last !== 200) await sleep(100);
    }
    expect((await send(`${url}/cases/${id}`)).body).toMatchObject({ version: confirmed });
    expect(await upload(0, 40)).toMatchObject({ status: 200, body: { instances: 40 } });
    await server.close();
  }, 90_000);
});
