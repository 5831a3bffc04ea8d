import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type pg from 'pg';
import { explainSystem, ServerError } from '../errors.ts';
import { exists, writeDurably } from '../files.ts';
import { accountFor, checkReachable, type Account } from './account.ts';
import { layOutBinaries } from './binaries.ts';
import { environment, identity, lastLine, stopPredecessor, type Place } from './server-process.ts';
import { Supervisor } from './supervisor.ts';

const run = promisify(execFile);

/** A PostgreSQL that this process runs on its data folder. */
export interface Cluster {
  readonly connection: pg.ClientConfig;
  /** Ends connections, writes everything and stops. */
  stop(): Promise<void>;
}

/** A Unix socket's path may have 107 bytes, of which PostgreSQL adds `/.s.PGSQL.5432`. */
const LONGEST_SOCKET_FOLDER = 90;
const USER = 'calx';

/**
 * Starts the PostgreSQL that Calx brings on `root/postgres`, making the cluster first when there is none.
 * Reachable only through a socket in a closed folder (loopback on Windows) with a random password; the caller
 * holds the lock of `root`. A server left behind by a killed Calx is stopped first.
 */
export async function startCluster(root: string): Promise<Cluster> {
  const cluster = join(root, 'postgres');
  const made = await exists(join(cluster, 'PG_VERSION'));
  const account = await accountFor(made ? cluster : undefined);
  await checkReachable(cluster, account);
  const binaries = await layOutBinaries(join(root, 'programs'));
  const password = await readPassword(root);
  const place: Place = { root, cluster, binaries, account };
  try {
    if (!made) await initialise(place, password);
    await checkMajorVersion(place);
    await stopPredecessor(place);
    const address = await chooseAddress(root, account);
    const connection = { ...address, user: USER, password, database: 'postgres' };
    const supervisor = new Supervisor(place, connection);
    await supervisor.start();
    return {
      connection,
      stop: async () => {
        await supervisor.stop();
        if (address.temporary) await rm(address.host, { recursive: true, force: true });
      },
    };
  } catch (error) {
    throw explainSystem(error);
  }
}

/** How to reach the cluster that another process runs on `root`; undefined where it says nothing of it. */
export async function runningCluster(root: string): Promise<pg.ClientConfig | undefined> {
  // PostgreSQL's own note: process, data folder, start, port, folder of the socket, address, ...
  const note = await readFile(join(root, 'postgres', 'postmaster.pid'), 'utf8').catch(() => '');
  const [, , , port, socket, address] = note.split('\n').map((line) => line.trim());
  const host = socket || address;
  if (!host || !port) return undefined;
  const password = await readPassword(root);
  return { host, port: Number(port), user: USER, password, database: 'postgres' };
}

async function readPassword(root: string): Promise<string> {
  const path = join(root, 'postgres.password');
  if (await exists(path)) return (await readFile(path, 'utf8')).trim();
  const password = randomBytes(24).toString('base64url');
  await writeDurably(path, password);
  return password;
}

/** A cluster appears whole or not at all: it is made beside its place and moved there. */
async function initialise(place: Place, password: string): Promise<void> {
  const { root } = place;
  const unfinished = join(root, 'postgres.unfinished');
  const passwordFile = join(root, 'postgres.password.once');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (place.account) {
    await chown(unfinished, place.account.uid, place.account.gid);
    await chown(passwordFile, place.account.uid, place.account.gid);
  }
  try {
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${unfinished}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
        '--data-checksums',
      ],
      { ...identity(place.account), cwd: root, env: environment() },
    );
  } catch (error) {
    const stderr = (error as { stderr?: string }).stderr ?? '';
    if (stderr.includes('No space left')) throw Object.assign(new Error('initdb'), { code: 'ENOSPC' });
    throw new ServerError('postgres-init', { reason: lastLine(stderr) }, 500);
  } finally {
    await rm(passwordFile, { force: true });
  }
  await rename(unfinished, place.cluster);
}

async function checkMajorVersion({ cluster, binaries }: Place): Promise<void> {
  const found = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim();
  const { stdout } = await run(binaries.postgres, ['--version']);
  const brought = /(\d+)(\.|\s|$)/.exec(stdout)?.[1] ?? '';
  if (found === brought) return;
  throw new ServerError('postgres-version', { found, brought }, 500);
}

interface Address {
  readonly host: string;
  readonly port: number;
  /** True when the socket's folder is made for this run only. */
  readonly temporary: boolean;
}

async function chooseAddress(root: string, account: Account | undefined): Promise<Address> {
  if (platform() === 'win32') return { host: '127.0.0.1', port: await freePort(), temporary: false };
  const beside = join(root, 'run');
  const temporary = Buffer.byteLength(beside) > LONGEST_SOCKET_FOLDER;
  const host = temporary ? await mkdtemp(join(tmpdir(), 'calx-')) : beside;
  if (!temporary) await mkdir(host, { recursive: true, mode: 0o700 });
  if (account) await chown(host, account.uid, account.gid);
  return { host, port: 5432, temporary };
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
