/** Studies from a disk: the entry `@calx/dicom/node`. */
import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { expandArchives } from './archive.ts';
import { referencedFiles } from './dicomdir.ts';
import { DicomError } from './errors.ts';
import { parseInstance } from './instance.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { findReferenced, walkFiles, type FoundFile } from './node-walk.ts';
import type { FailedInput, Input } from './input.ts';
import { readStudy, type PatientStudies, type ReadOptions } from './study.ts';

async function load(file: FoundFile, limits: Limits): Promise<Input | FailedInput> {
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

/** The files that a disc's index names, where the one file chosen is such an index; else undefined. */
function discFiles(input: Input): readonly (readonly string[])[] | undefined {
  if (basename(input.name).toUpperCase() !== 'DICOMDIR') return undefined;
  return referencedFiles(parseInstance(input.bytes, input.name));
}

async function* inputs(path: string, limits: Limits): AsyncGenerator<Input | FailedInput> {
  for await (const file of walkFiles(path, limits)) {
    const input = await load(file, limits);
    const referenced = file.chosen && 'bytes' in input ? discFiles(input) : undefined;
    yield input;
    for (const parts of referenced ?? []) yield load(await findReferenced(dirname(file.path), parts), limits);
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
