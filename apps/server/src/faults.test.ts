import { existsSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDataFolder } from './data-folder.ts';
import { accountFor } from './postgres/account.ts';
import { startCluster } from './postgres/cluster.ts';
import { openDatabase } from './store/database.ts';
import { migrate, MIGRATIONS } from './store/migrate.ts';
import { isBuilt, NOT_BUILT, startChild, type Child } from './testing/child.ts';
import { SAMPLES, send, startQuietly } from './testing/client.ts';
import { startSystemPostgres, systemPostgres, temporaryFolder } from './testing/stores.ts';

/** More rounds on demand: CALX_KILLS=100. */
const KILLS = Number(process.env['CALX_KILLS'] ?? 4);
const CASES = 4;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
const cleanUps: (() => Promise<void>)[] = [];
beforeAll(async () => {
  folder = await temporaryFolder();
  cleanUps.push(folder.cleanUp);
});
afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) await cleanUp();
});
const dataDir = (name: string): string => join(folder.path, name);

describe('the data folder', () => {
  it('belongs to one process at a time', async () => {
    const path = dataDir('locked');
    const first = await openDataFolder(path);
    await expect(openDataFolder(path)).rejects.toMatchObject({
      code: 'data-locked',
      message: `Another Calx is using the data folder ${path}; close it first, or choose another folder with --data.`,
    });
    await first.release();
    await (await openDataFolder(path)).release();
  });

  it('is refused in one sentence when it is a file', async () => {
    await writeFile(dataDir('file'), '');
    await expect(openDataFolder(dataDir('file'))).rejects.toMatchObject({ code: 'data-unusable' });
  });

  it.skipIf(!existsSync('/proc/self'))(
    'is refused where the system makes no folders (needs /proc)',
    async () => {
      await expect(openDataFolder('/proc/calx/deeper')).rejects.toMatchObject({ code: 'data-unusable' });
    },
  );
});

describe('a migration', () => {
  let client: pg.Client;
  beforeAll(async () => {
    const root = dataDir('migrations');
    await mkdir(root, { mode: 0o711 });
    const cluster = await startCluster(root);
    cleanUps.push(() => cluster.stop());
    client = new pg.Client(cluster.connection);
    await client.connect();
    cleanUps.push(() => client.end());
  }, 60_000);

  const copyWith = async (name: string, files: Record<string, string>): Promise<string> => {
    const copy = dataDir(name);
    await cp(MIGRATIONS, copy, { recursive: true });
    for (const [file, sql] of Object.entries(files)) await writeFile(join(copy, file), sql);
    return copy;
  };
  const applied = async (): Promise<string[]> =>
    (await client.query<{ name: string }>('select name from calx.migrations order by 1')).rows.map(
      ({ name }) => name,
    );

  it('that fails leaves the store as it was and says so', async () => {
    await migrate(client);
    const before = await applied();
    const broken = await copyWith('broken', {
      '9000-broken.sql': 'create table half_done (x int); select 1/0;',
    });
    await expect(migrate(client, { folder: broken })).rejects.toMatchObject({
      code: 'migration-failed',
      params: { name: '9000-broken', reason: 'division by zero' },
    });
    expect(await applied()).toEqual(before);
    expect((await client.query(`select to_regclass('calx.half_done') as t`)).rows).toEqual([{ t: null }]);
  });

  it('is applied once, keeps the data, and an older Calx then refuses the store', async () => {
    await client.query(
      `insert into calx.cases (id, version, status, document) values (gen_random_uuid(), 1, 'new', '{}')`,
    );
    const next = await copyWith('next', {
      '9000-next.sql': 'alter table cases add column note text; update cases set note = status;',
    });
    await migrate(client, { folder: next });
    await migrate(client, { folder: next });
    expect((await client.query('select note from calx.cases')).rows).toEqual([{ note: 'new' }]);
    await expect(migrate(client)).rejects.toMatchObject({
      code: 'store-newer',
      params: { name: '9000-next' },
    });
  });

  it('that was altered after it was applied is noticed', async () => {
    const altered = await copyWith('altered', { '9000-next.sql': 'select 1;' });
    await expect(migrate(client, { folder: altered })).rejects.toMatchObject({ code: 'migration-changed' });
  });

  it('is not needed for a database that cannot be reached: its name is said, not its password', async () => {
    const url = 'postgres://reader:secret@127.0.0.1:9/calx';
    const failure = await openDatabase({ connectionString: url }).catch((error: Error) => error);
    expect(failure).toMatchObject({ code: 'database-unreachable', params: { host: '127.0.0.1:9' } });
    expect(String((failure as Error).message)).not.toContain('secret');
  });
});

describe.skipIf(!isBuilt)(`a process of its own${isBuilt ? '' : ` (${NOT_BUILT})`}`, () => {
  it('says that another one has the data folder', async () => {
    const child = await startChild({ dataDir: dataDir('shared') });
    await expect(startQuietly({ dataDir: dataDir('shared') })).rejects.toMatchObject({ code: 'data-locked' });
    await child.kill('SIGTERM');
    await (await startQuietly({ dataDir: dataDir('shared') })).close();
  });

  it.skipIf(process.getuid?.() !== 0)(
    'runs as an ordinary user (skipped unless root can become one)',
    async () => {
      const account = await accountFor(undefined);
      const home = dataDir('ordinary');
      await mkdir(home);
      await chmod(home, 0o777);
      const child = await startChild({ dataDir: join(home, 'data') }, account);
      expect((await send(`${child.url}/api/cases`)).status).toBe(200);
      await child.kill('SIGTERM');
      // The same folder then serves root, who runs the store under its owner's account.
      await (await startQuietly({ dataDir: join(home, 'data') })).close();
    },
  );

  it('starts its store again when that alone is killed', async () => {
    const dir = dataDir('revived');
    const server = await startQuietly({ dataDir: dir });
    const { id } = (await send(`${server.url}/api/cases`, 'POST', {})).body as { id: string };
    process.kill(await postmaster(dir), 'SIGKILL');
    const answers: number[] = [];
    for (let attempt = 0; attempt < 100 && answers.at(-1) !== 200; attempt++) {
      answers.push((await send(`${server.url}/api/cases/${id}`)).status);
      await sleep(100);
    }
    await server.close();
    expect(answers.at(-1)).toBe(200);
    expect(new Set(answers.slice(0, -1))).not.toContain(500);
  }, 30_000);

  describe.each([
    { role: 'on its own PostgreSQL, killed too every other time', external: false },
    { role: 'on a PostgreSQL by its address', external: true },
  ])(`killed ${KILLS} times in the middle of writes $role`, ({ external }) => {
    const bin = systemPostgres();
    it.skipIf(external && !bin)(
      `keeps every confirmed change${external && !bin ? ' (skipped: apt-get install postgresql)' : ''}`,
      async () => {
        const dir = dataDir(`killed-${external}`);
        const options: { dataDir: string; databaseUrl?: string } = { dataDir: dir };
        if (external && bin) {
          const system = await startSystemPostgres(bin, folder.path);
          cleanUps.push(system.stop);
          options.databaseUrl = system.url;
        }
        const confirmed = new Map<string, number>();
        let images = 0;
        for (let round = 0; round <= KILLS; round++) {
          const child = await startChild(options);
          images += await checkEverything(child, confirmed);
          while (confirmed.size < CASES) {
            const { body } = await send(`${child.url}/api/cases`, 'POST', {});
            confirmed.set((body as { id: string }).id, 0);
          }
          const writers = [...confirmed.keys()].map((id) => keepWriting(child, id, confirmed));
          const uploads = Promise.all([uploadSlices(child, round), importTogether(child, round)]);
          // One upload is let through; then a fixed spread of moments, early to late.
          if (round === 0) await uploads;
          await sleep(60 + ((round * 311) % 700));
          const server = external ? undefined : await postmaster(dir);
          const killed = child.kill(round === KILLS ? 'SIGTERM' : 'SIGKILL');
          if (server && round % 2 === 1 && round !== KILLS) process.kill(server, 'SIGKILL');
          await Promise.all([killed, uploads, ...writers]);
        }
        expect(Math.min(...confirmed.values())).toBeGreaterThan(0);
        expect(images).toBeGreaterThan(0);
      },
      60_000 + KILLS * 15_000,
    );
  });
});

async function postmaster(dir: string): Promise<number> {
  return Number((await readFile(join(dir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

/** Counts a case's `excluded` up, one version at a time, and notes each confirmed count. */
async function keepWriting(child: Child, id: string, confirmed: Map<string, number>): Promise<void> {
  try {
    const { body } = await send(`${child.url}/api/cases/${id}`);
    let { version } = body as { version: number };
    for (let count = (confirmed.get(id) ?? 0) + 1; ; count++) {
      const answer = await send(
        `${child.url}/api/cases/${id}`,
        'PUT',
        { count },
        { 'if-match': String(version) },
      );
      if (answer.status !== 200) return;
      ({ version } = answer.body as { version: number });
      confirmed.set(id, count);
    }
  } catch {
    // The server is gone, as meant.
  }
}

async function uploadSlices(child: Child, round: number): Promise<void> {
  try {
    const form = new FormData();
    for (let n = 0; n < 6; n++) {
      const name = `${String((round * 6 + n) % 74).padStart(6, '0')}.dcm`;
      form.append('files', new Blob([await readFile(join(SAMPLES, 'sts-045', 'CT', name))]), name);
    }
    await (await fetch(`${child.url}/api/import`, { method: 'POST', body: form })).json();
  } catch {
    // As above.
  }
}

/** Cases of one import: all of them are there after a kill, or none. */
const TOGETHER = 8;
const EVERY = 4;

async function importTogether(child: Child, round: number): Promise<void> {
  if (round % EVERY !== 0) return;
  const lines = Array.from({ length: TOGETHER }, (_, n) =>
    JSON.stringify({ id: `round-${round}-${n}`, findings: { site: 'knee' }, diagnosis: 'gout' }),
  );
  const headers = { 'content-type': 'application/x-ndjson' };
  // The server is gone before it answers, as meant.
  await fetch(`${child.url}/api/registry/cases`, { method: 'POST', headers, body: lines.join('\n') }).catch(
    () => undefined,
  );
}

/** Every confirmed change is there, histories have no gap, and every image in a list has its bytes. */
async function checkEverything(child: Child, confirmed: ReadonlyMap<string, number>): Promise<number> {
  const { cases } = (await send(`${child.url}/api/cases?limit=500`)).body as {
    cases: { id: string; pseudonym: string | null }[];
  };
  const imported = new Map<string, number>();
  for (const { pseudonym } of cases) {
    const [, round] = pseudonym?.split('-') ?? [];
    if (round !== undefined) imported.set(round, (imported.get(round) ?? 0) + 1);
  }
  expect([...imported.values()].every((count) => count === TOGETHER)).toBe(true);
  let images = 0;
  for (const { id } of cases.filter(({ pseudonym }) => pseudonym === null)) {
    const { body } = await send(`${child.url}/api/cases/${id}`);
    const stored = body as {
      version: number;
      count?: number;
      history: { version: number }[];
      studies: { series: { instances: { sop: string }[] }[] }[];
    };
    expect(stored.history.map(({ version }) => version)).toEqual(
      Array.from({ length: stored.version }, (_, index) => index + 1),
    );
    if (confirmed.has(id)) {
      // One more may be stored whose confirmation was cut off.
      expect([0, 1]).toContain((stored.count ?? 0) - (confirmed.get(id) ?? 0));
      (confirmed as Map<string, number>).set(id, stored.count ?? 0);
    }
    for (const { sop } of stored.studies.flatMap(({ series }) =>
      series.flatMap(({ instances }) => instances),
    )) {
      const bytes = new Uint8Array(await (await fetch(`${child.url}/api/instances/${sop}`)).arrayBuffer());
      expect(await sampleHashes()).toContain(createHash('sha256').update(bytes).digest('hex'));
      images += 1;
    }
  }
  return images;
}

let hashes: Promise<Set<string>> | undefined;
const sampleHashes = (): Promise<Set<string>> =>
  (hashes ??= Promise.all(
    Array.from({ length: 74 }, async (_, n) => {
      const file = join(SAMPLES, 'sts-045', 'CT', `${String(n).padStart(6, '0')}.dcm`);
      return createHash('sha256')
        .update(await readFile(file))
        .digest('hex');
    }),
  ).then((all) => new Set(all)));
