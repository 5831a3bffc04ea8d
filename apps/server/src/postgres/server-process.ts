import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { platform } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { errorCode, ServerError } from '../errors.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';

/** Longest time to come up; recovery after an unclean stop is part of it. */
const START_TIMEOUT_MS = 120_000;
/** How long a new start waits for the last processes of a killed predecessor to leave. */
const PREDECESSOR_TIMEOUT_MS = 15_000;
/** The server's log starts anew beyond this size. */
const LOG_BYTES = 8 * 1024 * 1024;

const run = promisify(execFile);

/** A cluster, the programs that serve it and the account they run as. */
export interface Place {
  /** The data folder. */
  readonly root: string;
  readonly cluster: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

/**
 * Stops the server that a killed Calx left running. The process id in `postmaster.pid` may by now belong to
 * another program, so only one that names this cluster on its command line is stopped.
 */
export async function stopPredecessor({ cluster, binaries, account }: Place): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0]);
  if (!pid || !isAlive(pid)) return;
  const command = await commandLine(pid);
  if (command !== undefined && !command.includes(cluster)) {
    await rm(file, { force: true });
    return;
  }
  // One that does not stop keeps its files locked, which the launch then tells.
  await run(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w', '-t', '60'], {
    ...identity(account),
    cwd: cluster,
    env: environment(),
  }).catch(() => undefined);
}

/** Starts the server and resolves when it takes connections. */
export async function launch(place: Place, connection: pg.ClientConfig): Promise<ChildProcess> {
  const settings: Record<string, string> = {
    listen_addresses: platform() === 'win32' ? '127.0.0.1' : '',
    port: String(connection.port),
    max_connections: '40',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // No value of a row may reach the log: neither the statement nor the detail of an error.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_parameter_max_length_on_error: '0',
    timezone: 'UTC',
    ...(platform() === 'win32'
      ? {}
      : { unix_socket_directories: `"${connection.host}"`, unix_socket_permissions: '0700' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const giveUp = Date.now() + PREDECESSOR_TIMEOUT_MS;
  for (;;) {
    if (connection.host && platform() !== 'win32') await clearSockets(connection.host);
    const log = await openLog(place.root);
    const server = spawn(place.binaries.postgres, ['-D', place.cluster, ...flags], {
      ...identity(place.account),
      cwd: place.cluster,
      env: environment(),
      // Ctrl-C in a terminal reaches Calx alone, which then stops the server in order.
      detached: true,
      stdio: ['ignore', log.handle.fd, log.handle.fd],
    });
    await log.handle.close();
    if (await comesUp(server, connection)) return server;
    const said = (await readFile(log.path, 'utf8')).slice(log.from);
    // The last processes of a killed server may hold its shared memory for a moment.
    const lingering =
      said.includes('pre-existing shared memory') || said.includes('lock file "postmaster.pid"');
    if (lingering && Date.now() < giveUp) {
      await sleep(200);
      continue;
    }
    if (said.includes('No space left')) throw Object.assign(new Error('postgres'), { code: 'ENOSPC' });
    throw new ServerError('postgres-start', { reason: reasonOf(said) }, 500);
  }
}

/**
 * Removes what a killed server left in the folder of sockets: PostgreSQL takes it for that of a running one
 * if any process has the old number by now. Whoever serves this cluster has been stopped before.
 */
async function clearSockets(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { force: true });
}

/** Resolves to true when the server takes connections, to false when it ended instead. */
async function comesUp(server: ChildProcess, connection: pg.ClientConfig): Promise<boolean> {
  let failure: Error | undefined;
  server.once('error', (error) => (failure = error));
  const deadline = Date.now() + START_TIMEOUT_MS;
  let pause = 20;
  while (server.exitCode === null && server.signalCode === null && !failure && Date.now() < deadline) {
    const client = new pg.Client(connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.end();
      return true;
    } catch {
      // Not yet; why not is told when the time is over.
      await sleep(pause);
      pause = Math.min(pause * 1.5, 250);
    }
  }
  if (failure) throw failure;
  if (server.exitCode === null) server.kill('SIGINT');
  return false;
}

/** Stops the server in order and resolves when it has ended. */
export async function stop({ binaries, cluster }: Place, server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((done) => server.once('exit', done));
  // SIGINT is PostgreSQL's "fast shutdown"; Windows has no signals.
  if (platform() === 'win32') await run(binaries.pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-w']);
  else server.kill('SIGINT');
  await ended;
}

async function openLog(root: string) {
  const path = join(root, 'postgres.log');
  const size = await stat(path).then(
    ({ size: bytes }) => bytes,
    () => 0,
  );
  const anew = size > LOG_BYTES;
  return { path, from: anew ? 0 : size, handle: await open(path, anew ? 'w' : 'a', 0o600) };
}

/** The options that make a child process run as `account`. */
export function identity(account: Account | undefined): { uid?: number; gid?: number } {
  return account ? { uid: account.uid, gid: account.gid } : {};
}

/** The environment without PostgreSQL's own variables, which would redirect its programs. */
export function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG'));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

async function commandLine(pid: number): Promise<string | undefined> {
  if (platform() === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (platform() === 'win32') return undefined;
  return run('ps', ['-p', String(pid), '-o', 'command=']).then(
    ({ stdout }) => stdout,
    () => '',
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** The line that says why a server ended, without its time stamp. */
function reasonOf(log: string): string {
  const lines = log.trim().split('\n');
  const fatal = lines.findLast((line) => /(FATAL|PANIC):/.test(line));
  return (fatal ?? lines.at(-1) ?? '').replace(/^.*?(LOG|FATAL|PANIC):\s*/, '');
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? '';
}
