import { execFile, spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { accountFor } from '../postgres/account.ts';

const run = promisify(execFile);

/** A folder that is gone after `cleanUp`. */
export async function temporaryFolder(): Promise<{ path: string; cleanUp: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'calx-test-'));
  await chmod(path, 0o755);
  return { path, cleanUp: () => rm(path, { recursive: true, force: true }) };
}

/** Programs of a PostgreSQL that Debian or its relatives installed, newest first; undefined without one. */
export function systemPostgres(): string | undefined {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return undefined;
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

export interface SystemPostgres {
  readonly url: string;
  /** URL of a database of that name, made when missing. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
}

/** Starts the system's own PostgreSQL on a new cluster; the store's second role is tested on it. */
export async function startSystemPostgres(bin: string, folder: string): Promise<SystemPostgres> {
  const account = await accountFor(undefined);
  const cluster = join(folder, 'system-postgres');
  await mkdir(cluster, { mode: 0o700 });
  if (account) await chown(cluster, account.uid, account.gid);
  const identity = account ? { uid: account.uid, gid: account.gid } : {};
  await run(
    join(bin, 'initdb'),
    ['-D', cluster, '-U', 'calx', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'],
    {
      ...identity,
      cwd: cluster,
    },
  );
  const server = spawn(join(bin, 'postgres'), ['-D', cluster, '-k', cluster, '-c', 'listen_addresses='], {
    ...identity,
    cwd: cluster,
    stdio: 'ignore',
  });
  await isReady(bin, cluster);
  const urlOf = (name: string): string => `postgres://calx@/${name}?host=${encodeURIComponent(cluster)}`;
  return {
    url: urlOf('postgres'),
    database: async (name) => {
      const made = run(join(bin, 'createdb'), ['-h', cluster, '-U', 'calx', name]);
      // The second time it is there already.
      await made.catch(() => undefined);
      return urlOf(name);
    },
    stop: async () => {
      const ended = new Promise((done) => server.once('exit', done));
      server.kill('SIGINT');
      await ended;
    },
  };
}

/** Tries for twenty seconds. */
async function isReady(bin: string, socket: string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const ready = run(join(bin, 'pg_isready'), ['-h', socket]);
    if (await ready.then(Boolean, () => false)) return;
    await sleep(100);
  }
}
