import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DicomError } from './errors.ts';
import { walkFiles } from './node-walk.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { readStudy, type Input, type PatientStudies, type ReadOptions } from './study.ts';

async function* inputs(path: string, limits: Limits): AsyncGenerator<Input> {
  for await (const { name, path: file, bytes } of walkFiles(path, limits)) {
    if (bytes > limits.fileBytes) throw new DicomError('too-large', { name, limit: limits.fileBytes });
    yield { name, bytes: await readFile(file) };
  }
}

/**
 * Open a folder or file of one patient. Names in messages are relative to `path`.
 * @throws DicomError as `readStudy`, and `not-found`, `too-deep`, `too-many-files`.
 */
export async function openStudy(path: string, options: ReadOptions = {}): Promise<PatientStudies> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  return readStudy(inputs(path, limits), { name: basename(path), ...options });
}
