import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { DicomError } from './errors.ts';
import type { Limits } from './limits.ts';

export interface FoundFile {
  /** Path relative to the chosen place, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
}

async function* walk(
  root: string,
  folder: string,
  depth: number,
  limits: Limits,
  count: { files: number },
): AsyncGenerator<FoundFile> {
  if (depth > limits.depth) throw new DicomError('too-deep', { name: basename(root), limit: limits.depth });
  const entries: string[] = [];
  for await (const entry of await opendir(folder)) {
    if (entry.name.startsWith('.')) continue;
    entries.push(entry.name);
    if (entries.length > limits.files) {
      throw new DicomError('too-many-files', { name: basename(root), limit: limits.files });
    }
  }
  for (const entry of entries.sort()) {
    const path = join(folder, entry);
    // Symbolic links are not followed: they may lead out of the chosen folder or in a circle.
    const info = await lstat(path);
    if (info.isDirectory()) yield* walk(root, path, depth + 1, limits, count);
    if (!info.isFile()) continue;
    if (++count.files > limits.files) {
      throw new DicomError('too-many-files', { name: basename(root), limit: limits.files });
    }
    yield { name: relative(root, path).replaceAll('\\', '/'), path, bytes: info.size };
  }
}

/** The regular files of a folder, sorted by name, links and hidden files left out; or the one file itself. */
export async function* walkFiles(path: string, limits: Limits): AsyncGenerator<FoundFile> {
  let root: string;
  try {
    root = await realpath(path);
  } catch {
    throw new DicomError('not-found', { name: basename(path) });
  }
  const info = await stat(root);
  if (info.isDirectory()) yield* walk(root, root, 0, limits, { files: 0 });
  else if (info.isFile()) yield { name: basename(path), path: root, bytes: info.size };
  else throw new DicomError('not-found', { name: basename(path) });
}
