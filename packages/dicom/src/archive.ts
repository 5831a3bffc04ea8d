import { unzipSync, type UnzipFileInfo } from 'fflate';
import { DicomError } from './errors.ts';
import { isBomb, type Limits } from './limits.ts';
import type { FailedInput, Input } from './input.ts';

/** Unpacked bytes held at once. */
const BATCH_BYTES = 256 * 2 ** 20;

/** Does the file begin like a ZIP archive with at least one entry? */
function isArchive(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** The name of an entry as a label: nothing is ever written under it, but it should not read like a way out. */
function label(archive: string, entry: string): string {
  const parts = entry.split(/[\\/]+/).filter((part) => part !== '' && part !== '.' && part !== '..');
  return `${archive}/${parts.join('/')}`;
}

function isHidden(entry: string): boolean {
  return entry
    .split(/[\\/]+/)
    .some((part) => part === '__MACOSX' || (part.startsWith('.') && part !== '..' && part !== '.'));
}

interface Entry {
  readonly index: number;
  readonly name: string;
  readonly bytes: number;
}

/** Entries that may hold an image, their declared sizes checked before anything is unpacked. */
function listEntries(bytes: Uint8Array, name: string, limits: Limits): readonly Entry[] {
  const entries: Entry[] = [];
  let index = 0;
  let total = 0;
  const look = (info: UnzipFileInfo): boolean => {
    const entry = { index: index++, name: info.name, bytes: info.originalSize };
    if (index > limits.files) throw new DicomError('too-many-files', { name, limit: limits.files });
    if (info.name.endsWith('/') || isHidden(info.name)) return false;
    total += entry.bytes;
    // Of the whole as well: entries may share one packed stream.
    const bomb = isBomb(entry.bytes, info.size, limits) || isBomb(total, bytes.length, limits);
    if (bomb || total > limits.totalBytes)
      throw new DicomError('too-large', { name, limit: limits.totalBytes });
    entries.push(entry);
    return false;
  };
  unzipSync(bytes, { filter: look });
  return entries;
}

function* batches(entries: readonly Entry[]): Generator<readonly Entry[]> {
  let batch: Entry[] = [];
  let size = 0;
  for (const entry of entries) {
    if (batch.length > 0 && size + entry.bytes > BATCH_BYTES) {
      yield batch;
      batch = [];
      size = 0;
    }
    batch.push(entry);
    size += entry.bytes;
  }
  if (batch.length > 0) yield batch;
}

/** Unpack one batch; two entries of one name are told apart by their place. */
function unpack(bytes: Uint8Array, batch: readonly Entry[], archive: string): readonly Input[] {
  const wanted = new Map(batch.map((entry) => [entry.index, entry]));
  let index = 0;
  const found = unzipSync(bytes, { filter: () => wanted.has(index++) });
  return batch.flatMap(({ name }) => {
    const content = found[name];
    return content ? [{ name: label(archive, name), bytes: content }] : [];
  });
}

function* entriesOf({ name, bytes }: Input, limits: Limits, depth: number): Generator<Input | FailedInput> {
  if (depth > limits.archiveDepth) throw new DicomError('too-deep', { name, limit: limits.archiveDepth });
  for (const batch of batches(listEntries(bytes, name, limits))) {
    for (const input of unpack(bytes, batch, name)) yield* expand(input, limits, depth + 1);
  }
}

function* expand(input: Input, limits: Limits, depth: number): Generator<Input | FailedInput> {
  if (!isArchive(input.bytes)) {
    yield input;
    return;
  }
  try {
    yield* entriesOf(input, limits, depth);
  } catch (error) {
    const { name } = input;
    yield { name, error: error instanceof DicomError ? error : new DicomError('bad-archive', { name }) };
  }
}

/**
 * Files with ZIP archives replaced by what is in them, archives within archives too. Nothing touches a disk; sizes,
 * counts, ratios and nesting are limited, and an archive that breaks a limit is handed on as refused.
 */
export async function* expandArchives(
  inputs: Iterable<Input | FailedInput> | AsyncIterable<Input | FailedInput>,
  limits: Limits,
): AsyncGenerator<Input | FailedInput> {
  for await (const input of inputs) {
    if ('error' in input) yield input;
    else yield* expand(input, limits, 1);
  }
}
