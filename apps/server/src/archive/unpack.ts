import { createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DEFAULT_LIMITS, isBomb, type Limits } from '@calx/dicom';
import { describe, explainSystem, ServerError } from '../errors.ts';
import type { CandidateFile, RefusedFile } from './import.ts';
import { ZipReader } from './zip.ts';

/** Local file header, or the end record of an empty archive (PKWARE APPNOTE 4.3.7, 4.3.16). */
const ZIP_STARTS = ['504b0304', '504b0506'];

/**
 * The files that were sent, ZIP archives replaced by their files, unpacked into `place` one by one. An archive
 * that can't be read is refused by name.
 * @throws ServerError `upload-too-large`, `upload-too-many` when an archive unfolds beyond the limits.
 */
export async function* unpack(
  received: readonly CandidateFile[],
  place: string,
  refused: RefusedFile[],
  limits: Limits = DEFAULT_LIMITS,
): AsyncGenerator<CandidateFile> {
  const used: Used = { files: 0, bytes: 0 };
  for (const file of received) {
    if (!(await isZip(file.path))) {
      yield file;
      continue;
    }
    try {
      yield* entries(file, place, limits, used);
    } catch (error) {
      const explained = explainSystem(error);
      if (explained instanceof ServerError && explained.status !== 400) throw explained;
      const code = explained instanceof ServerError ? explained.code : 'zip-broken';
      const params = { name: file.name };
      refused.push({ where: file.name, code, params, message: describe(code, params) });
    }
    await rm(file.path, { force: true });
  }
}

async function isZip(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && ZIP_STARTS.includes(buffer.toString('hex'));
  } finally {
    await file.close();
  }
}

/** What the archives of one upload have unfolded to so far. */
interface Used {
  files: number;
  bytes: number;
}

async function* entries(
  archive: CandidateFile,
  place: string,
  limits: Limits,
  used: Used,
): AsyncGenerator<CandidateFile> {
  const packedBytes = (await stat(archive.path)).size;
  const zip = await ZipReader.open(archive.path);
  let unpackedBytes = 0;
  try {
    for await (const entry of zip.entries()) {
      const name = `${archive.name}/${entry.fileName}`;
      if (entry.fileName.endsWith('/') || isSystemFile(entry.fileName)) continue;
      if (entry.isEncrypted()) throw new ServerError('zip-encrypted', { name: archive.name });
      const path = join(place, `entry-${used.files}`);
      used.files += 1;
      // The reader holds each entry to the size that the archive states for it.
      used.bytes += entry.uncompressedSize;
      unpackedBytes += entry.uncompressedSize;
      if (used.files > limits.files) throw new ServerError('upload-too-many', { limit: limits.files }, 413);
      const bomb =
        isBomb(entry.uncompressedSize, entry.compressedSize, limits) ||
        isBomb(unpackedBytes, packedBytes, limits);
      if (bomb || entry.uncompressedSize > limits.fileBytes || used.bytes > limits.totalBytes)
        throw new ServerError('upload-too-large', { name, limit: limits.totalBytes }, 413);
      await pipeline(await zip.read(entry), createWriteStream(path, { mode: 0o600 }));
      yield { path, name };
    }
  } finally {
    zip.close();
  }
}

/** What operating systems add to archives: hidden files and macOS's shadow folder. */
function isSystemFile(name: string): boolean {
  return name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
