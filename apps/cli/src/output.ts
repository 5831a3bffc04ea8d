import { rmSync } from 'node:fs';
import { mkdtemp, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { constants } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { makeFolder } from '@calx/server/files';
import { InputError } from './exit.ts';

export type OutputFiles = Readonly<Record<string, string | Uint8Array>>;

/** What the system answered to an attempt to write, in words. */
export function cannotWrite(path: string, error: unknown): InputError {
  return new InputError('cli:error.cannotWrite', {
    path,
    detail: (error as NodeJS.ErrnoException).code ?? '',
  });
}

/**
 * Gives an act a new, empty folder for what it has not finished, and takes it away afterwards, also when the user stops
 * the work (Ctrl-C).
 * @param beside The output; the folder is made next to it, so that a rename puts what is finished into its place.
 * @throws InputError `cannotWrite`
 */
export async function withUnfinished<T>(
  beside: string,
  act: (folder: string) => Promise<T>,
  within = dirname(resolve(beside)),
): Promise<T> {
  let folder: string;
  try {
    await makeFolder(within);
    folder = await mkdtemp(join(within, `.${basename(resolve(beside))}-`));
  } catch (error) {
    throw cannotWrite(beside, error);
  }
  const stop = (signal: NodeJS.Signals): void => {
    rmSync(folder, { recursive: true, force: true });
    process.exit(128 + constants.signals[signal]);
  };
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    return await act(folder);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes a set of files (names may have folders) into a folder so that they appear whole or not at all: everything goes
 * to a temporary folder first. An existing folder keeps its other files; files of the same name are replaced one by one
 * with an atomic rename only after all of them have been written.
 */
export async function writeAll(folder: string, files: OutputFiles): Promise<void> {
  const target = resolve(folder);
  const existing = await stat(target).catch(() => null); // Whatever is wrong is told by the writing itself.
  if (existing && !existing.isDirectory()) throw new InputError('cli:error.outIsFile', { path: folder });
  // Within an existing folder, as those above may be closed or another file system.
  const within = existing ? target : dirname(target);
  await withUnfinished(
    folder,
    async (temporary) => {
      try {
        for (const [name, content] of Object.entries(files)) {
          await makeFolder(dirname(join(temporary, name)));
          await writeFile(join(temporary, name), content);
        }
        if (!existing) return await rename(temporary, target);
        for (const name of Object.keys(files)) {
          await makeFolder(dirname(join(target, name)));
          await rename(join(temporary, name), join(target, name));
        }
      } catch (error) {
        throw cannotWrite(folder, error);
      }
    },
    within,
  );
}

/** One file, whole or not at all; a link is followed, a folder or device is refused. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const existing = await stat(path).catch(() => null); // Whatever is wrong is told by the writing itself.
  if (existing?.isDirectory()) throw new InputError('cli:error.isFolder', { path });
  if (existing && !existing.isFile()) throw new InputError('cli:error.notFile', { path });
  const target = existing ? await realpath(path) : resolve(path);
  await withUnfinished(
    path,
    async (temporary) => {
      try {
        const unfinished = join(temporary, 'unfinished');
        await writeFile(unfinished, content);
        await rename(unfinished, target);
      } catch (error) {
        throw cannotWrite(path, error);
      }
    },
    dirname(target),
  );
}
