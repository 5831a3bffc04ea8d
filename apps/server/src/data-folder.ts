import { createHash } from 'node:crypto';
import { chmod, mkdir, realpath, rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { homedir, platform, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { errorCode, ServerError } from './errors.ts';
import { makeFolder } from './files.ts';

/** Where Calx keeps what must last, owned by one process at a time. */
export interface DataFolder {
  readonly root: string;
  /** DICOM files: `archive/<study>/<series>/<instance>.dcm`. */
  readonly archive: string;
  /** Uploads under way; emptied at each start. */
  readonly incoming: string;
  /** Lets another process have the folder. */
  release(): Promise<void>;
}

/** The data folder when none is given: that of the system's convention; for root one that others can pass. */
export function defaultDataFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const xdg = environment['XDG_DATA_HOME'];
  if (xdg) return join(xdg, 'calx');
  if (platform() === 'win32') return join(environment['LOCALAPPDATA'] ?? homedir(), 'Calx');
  if (platform() === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Calx');
  // Root's home is closed to the account that runs the database.
  if (process.getuid?.() === 0) return '/var/lib/calx';
  return join(homedir(), '.local', 'share', 'calx');
}

/** Makes, checks and locks the data folder. Throws `data-locked` when another process has it. */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const root = await makeRoot(resolve(path));
  const lock = await takeLock(root);
  const archive = join(root, 'archive');
  const incoming = join(root, 'incoming');
  try {
    // The database's own account passes through the root folder; the images stay closed to it.
    await chmod(root, process.getuid?.() === 0 ? 0o711 : 0o700);
    await rm(incoming, { recursive: true, force: true });
    for (const folder of [archive, incoming]) await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    lock.close();
    throw unusable(path, error);
  }
  return {
    root,
    archive,
    incoming,
    release: () => new Promise((done) => lock.close(() => done())),
  };
}

async function makeRoot(path: string): Promise<string> {
  try {
    await makeFolder(path, 0o700);
    return await realpath(path);
  } catch (error) {
    throw unusable(path, error);
  }
}

function unusable(path: string, error: unknown): ServerError {
  const reason = errorCode(error) ?? 'unknown';
  return new ServerError('data-unusable', { path, reason });
}

/**
 * One owner of a folder at a time, held by listening on a name made from its path: the system frees the name
 * when the process ends, however it ends, so nothing stale is left behind.
 */
async function takeLock(root: string): Promise<Server> {
  const name = `calx-${createHash('sha256').update(root).digest('hex').slice(0, 32)}`;
  const address =
    platform() === 'linux'
      ? `\0${name}` // abstract: not in the file system
      : platform() === 'win32'
        ? `\\\\.\\pipe\\${name}`
        : join(tmpdir(), name);
  try {
    return await listen(address);
  } catch (error) {
    if (errorCode(error) !== 'EADDRINUSE') throw unusable(root, error);
  }
  const alive = address.startsWith('\0') || platform() === 'win32' || (await answers(address));
  if (!alive) {
    await rm(address, { force: true });
    return listen(address);
  }
  throw new ServerError('data-locked', { path: root }, 409);
}

function listen(address: string): Promise<Server> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.unref();
    server.once('error', fail);
    server.listen(address, () => done(server));
  });
}

function answers(address: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(address);
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('close', () => socket.destroy());
  });
}
