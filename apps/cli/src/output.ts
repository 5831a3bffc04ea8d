import { mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
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
 * Writes a set of files (names may have folders) into a folder so that they appear whole or not at all: everything goes to a temporary
 * folder beside it first. An existing folder keeps its other files; files of the same name are replaced one by one
 * with an atomic rename only after all of them have been written.
 */
export async function writeAll(folder: string, files: OutputFiles): Promise<void> {
  const target = resolve(folder);
  const existing = await stat(target).catch(() => null);
  if (existing && !existing.isDirectory()) throw new InputError('cli:error.outIsFile', { path: folder });
  let temporary: string | undefined;
  try {
    await mkdir(dirname(target), { recursive: true });
    temporary = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(temporary, name)), { recursive: true });
      await writeFile(join(temporary, name), content);
    }
    if (!existing) {
      await rename(temporary, target);
      return;
    }
    for (const name of Object.keys(files)) {
      await mkdir(dirname(join(target, name)), { recursive: true });
      await rename(join(temporary, name), join(target, name));
    }
  } catch (error) {
    throw cannotWrite(folder, error);
  } finally {
    if (temporary) await rm(temporary, { recursive: true, force: true });
  }
}

/** One file, whole or not at all. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const target = resolve(path);
  const temporary = join(dirname(target), `.${basename(target)}.partial`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(temporary, content);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw cannotWrite(path, error);
  }
}
