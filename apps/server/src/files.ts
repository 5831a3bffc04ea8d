/** Files and folders that appear whole or not at all: the entry `@calx/server/files`. */
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/**
 * Makes a folder and those above it that are missing, one by one: `mkdir` with `recursive` never comes back where the
 * system makes no folders (below /proc on Linux).
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const present = await stat(path).catch(() => null); // What is in the way is told by mkdir.
  if (present?.isDirectory()) return;
  if (dirname(path) !== path) await makeFolder(dirname(path), mode);
  await mkdir(path, { mode }).catch((error: NodeJS.ErrnoException) => {
    // Another run may have made it meanwhile.
    if (error.code !== 'EEXIST' || present) throw error;
  });
}

/**
 * Moves a finished file to its place so that after a power loss it is there whole or not at all: its bytes
 * are flushed, it is renamed, and the folder entry is flushed. Both paths are on one file system.
 */
export async function moveDurably(from: string, to: string): Promise<void> {
  await withFile(from, (file) => file.sync());
  await rename(from, to);
  await syncFolder(dirname(to));
}

/** Writes `bytes` to `path` whole or not at all; survives a power loss once resolved. */
export async function writeDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    const file = await open(unfinished, 'w', 0o600);
    try {
      await file.writeFile(bytes);
    } finally {
      await file.close();
    }
    await moveDurably(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}

/** Flushes the entries of a folder; a no-op where the system has no such call (Windows). */
export async function syncFolder(path: string): Promise<void> {
  await withFile(path, (folder) => folder.sync()).catch(() => undefined);
}

async function withFile(path: string, act: (file: FileHandle) => Promise<void>): Promise<void> {
  const file = await open(path, 'r');
  try {
    await act(file);
  } finally {
    await file.close();
  }
}
