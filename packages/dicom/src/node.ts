/** Studies from a disk: the entry `@calx/dicom/node`. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, posix } from 'node:path';
import { expandArchives } from './archive.ts';
import { isDirectoryFile, referencedFiles } from './dicomdir.ts';
import { DicomError } from './errors.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { findReferenced, walkFiles, type FoundFile } from './node-walk.ts';
import type { FailedInput, Input } from './input.ts';
import { readStudy, type PatientStudies, type ReadOptions } from './study.ts';

async function load(file: FoundFile | FailedInput, limits: Limits): Promise<Input | FailedInput> {
  if ('error' in file) return file;
  const { name, path, bytes } = file;
  if (file.link) return { name, error: new DicomError('symbolic-link', { name }) };
  if (bytes > limits.fileBytes)
    return { name, error: new DicomError('too-large', { name, limit: limits.fileBytes }) };
  try {
    return { name, bytes: await readFile(path) };
  } catch {
    return { name, error: new DicomError('not-found', { name }) };
  }
}

/** What is said of an index that names files which are not there. */
function incomplete(index: Input, lost: readonly (readonly string[])[]): readonly FailedInput[] {
  const [first] = lost;
  if (!first) return [];
  const { name } = index;
  const params = { name, missing: lost.length, first: first.join('/') };
  return [{ name, error: new DicomError('index-incomplete', params) }];
}

/** The files that the index of a disc names; where it can't be read or names none, those that lie beside it. */
async function* filesOfIndex(
  index: Input,
  folder: string,
  limits: Limits,
): AsyncGenerator<Input | FailedInput> {
  const named = referencedFiles(index);
  if (named.length === 0) {
    const { name } = index;
    yield { name, error: new DicomError('index-unreadable', { name }) };
    for await (const file of walkFiles(folder, limits)) yield load(file, limits);
    return;
  }
  const lost: (readonly string[])[] = [];
  for (const parts of named) {
    const file = await findReferenced(folder, parts);
    if (file) yield load(file, limits);
    else lost.push(parts);
  }
  yield* incomplete(index, lost);
}

async function* inputs(path: string, limits: Limits): AsyncGenerator<Input | FailedInput> {
  const walked = new Set<string>();
  const indices: Input[] = [];
  for await (const file of walkFiles(path, limits)) {
    const input = await load(file, limits);
    yield input;
    if ('error' in file) continue;
    const isIndex = 'bytes' in input && isDirectoryFile(input);
    if (isIndex && file.chosen) yield* filesOfIndex(input, dirname(file.path), limits);
    else if (isIndex) indices.push(input);
    else walked.add(file.name.toLowerCase());
  }
  // In a folder every file is read anyway; its index tells which should have been there.
  for (const index of indices) {
    const folder = posix.dirname(index.name);
    const isLost = (parts: readonly string[]): boolean =>
      !walked.has(posix.join(folder, ...parts).toLowerCase());
    yield* incomplete(index, referencedFiles(index).filter(isLost));
  }
}

/**
 * The files of a place one by one, ZIP archives opened; a file that can't be handed over comes with its error.
 * @throws DicomError `not-found`, `too-deep`, `too-many-files`.
 */
export function readInputs(path: string, limits: Partial<Limits> = {}): AsyncGenerator<Input | FailedInput> {
  const all = { ...DEFAULT_LIMITS, ...limits };
  return expandArchives(inputs(path, all), all);
}

/**
 * Open a folder, a file, a ZIP archive or a DICOMDIR of one patient. Names in messages are relative to `path`.
 * Symbolic links inside are refused, and files outside the folder are never read.
 * @throws DicomError as `readStudy`, and `not-found`, `too-deep`, `too-many-files`.
 */
export async function openStudy(path: string, options: ReadOptions = {}): Promise<PatientStudies> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return readStudy(inputs(path, limits), { name: basename(path), ...options });
}
