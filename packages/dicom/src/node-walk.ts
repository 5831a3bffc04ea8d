import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { DicomError } from './errors.ts';
import type { FailedInput } from './input.ts';
import type { Limits } from './limits.ts';

export interface FoundFile {
  /** Path relative to the chosen place, with `/`. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** A symbolic link, which is not followed: it may lead out of the chosen folder or in a circle. */
  readonly link: boolean;
  /** The file that was chosen itself, not found in a folder. */
  readonly chosen: boolean;
}

interface Walk {
  readonly root: string;
  readonly limits: Limits;
  files: number;
}

function countOne(walk: Walk): void {
  if (++walk.files > walk.limits.files) {
    throw new DicomError('too-many-files', { name: basename(walk.root), limit: walk.limits.files });
  }
}

/** A place that is closed to the user, or was taken away while the folders were walked. */
function lost({ root }: Walk, path: string): FailedInput {
  const name = relative(root, path).replaceAll('\\', '/') || basename(root);
  return { name, error: new DicomError('not-found', { name }) };
}

/** Null where the folder can't be opened. */
async function sortedEntries(walk: Walk, folder: string): Promise<readonly string[] | null> {
  const names: string[] = [];
  const opened = await opendir(folder).catch(() => null);
  if (!opened) return null;
  for await (const entry of opened) {
    if (entry.name.startsWith('.')) continue;
    if (names.push(entry.name) > walk.limits.files) countOne({ ...walk, files: names.length });
  }
  return names.sort();
}

async function* walkFolder(
  walk: Walk,
  folder: string,
  depth: number,
): AsyncGenerator<FoundFile | FailedInput> {
  const { root, limits } = walk;
  if (depth > limits.depth) throw new DicomError('too-deep', { name: basename(root), limit: limits.depth });
  const entries = await sortedEntries(walk, folder);
  if (!entries) {
    const failed = lost(walk, folder);
    if (depth === 0) throw failed.error;
    yield failed;
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry);
    const info = await lstat(path).catch(() => null);
    if (!info) {
      yield lost(walk, path);
      continue;
    }
    if (info.isDirectory()) yield* walkFolder(walk, path, depth + 1);
    if (!info.isFile() && !info.isSymbolicLink()) continue;
    countOne(walk);
    const name = relative(root, path).replaceAll('\\', '/');
    yield { name, path, bytes: info.size, link: info.isSymbolicLink(), chosen: false };
  }
}

/**
 * The files of a folder, sorted by name, hidden ones left out; or the one file itself. What can't be opened within the
 * folder comes with its error.
 * @throws DicomError `not-found` where the place itself can't be opened, `too-deep`, `too-many-files`
 */
export async function* walkFiles(path: string, limits: Limits): AsyncGenerator<FoundFile | FailedInput> {
  const name = basename(path);
  const root = await realpath(path).catch(() => undefined);
  const info = root === undefined ? undefined : await stat(root);
  if (root !== undefined && info?.isDirectory()) yield* walkFolder({ root, limits, files: 0 }, root, 0);
  else if (root !== undefined && info?.isFile())
    yield { name, path: root, bytes: info.size, link: false, chosen: true };
  else throw new DicomError('not-found', { name });
}

/** A component of a Referenced File ID: a plain name, never a way up or a path of its own. */
function isPlainName(part: string): boolean {
  return part !== '' && part !== '.' && part !== '..' && !/[/\\:\0]/.test(part);
}

/**
 * The file that a disc's index names, in the case it is written in or in lower case as some systems mount discs;
 * undefined where there is none.
 */
export async function findReferenced(
  folder: string,
  parts: readonly string[],
): Promise<FoundFile | undefined> {
  if (!parts.every(isPlainName)) return undefined;
  for (const spelling of [parts, parts.map((part) => part.toLowerCase())]) {
    const path = join(folder, ...spelling);
    const info = await lstat(path).catch(() => undefined);
    if (!info?.isFile() && !info?.isSymbolicLink()) continue;
    // A link in a folder on the way would lead elsewhere without the file being one.
    const inside = (await realpath(path).catch(() => '')) === path;
    return { name: parts.join('/'), path, bytes: info.size, link: !inside, chosen: false };
  }
  return undefined;
}
