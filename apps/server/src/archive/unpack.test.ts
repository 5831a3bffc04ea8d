import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEFAULT_LIMITS, type Limits } from '@calx/dicom';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../testing/stores.ts';
import type { RefusedFile } from './import.ts';
import { unpack } from './unpack.ts';

describe('a ZIP archive', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeAll(async () => (folder = await temporaryFolder()));
  afterAll(() => folder.cleanUp());

  async function names(bytes: Uint8Array, limits: Partial<Limits> = {}) {
    const path = join(folder.path, 'sent.zip');
    await writeFile(path, bytes);
    const refused: RefusedFile[] = [];
    const found: string[] = [];
    const files = unpack([{ path, name: 'sent.zip' }], folder.path, refused, {
      ...DEFAULT_LIMITS,
      ...limits,
    });
    for await (const { name } of files) found.push(name);
    return { found, refused: refused.map(({ code }) => code) };
  }
  const megabyte = new Uint8Array(2 ** 20);

  it('unfolds to its files, without those of the operating system', async () => {
    const zip = zipSync({ 'a/1.dcm': megabyte, 'a/.DS_Store': megabyte, '__MACOSX/a/1.dcm': megabyte });
    expect(await names(zip)).toEqual({ found: ['sent.zip/a/1.dcm'], refused: [] });
  });

  it('may not unfold beyond the limits of size and number', async () => {
    const zip = zipSync({ '1.dcm': megabyte, '2.dcm': megabyte, '3.dcm': megabyte });
    await expect(names(zip, { totalBytes: 2.5 * 2 ** 20 })).rejects.toMatchObject({
      code: 'upload-too-large',
    });
    await expect(names(zip, { fileBytes: 2 ** 19 })).rejects.toMatchObject({ code: 'upload-too-large' });
    await expect(names(zip, { files: 2 })).rejects.toMatchObject({ code: 'upload-too-many' });
    await expect(names(zip, { ratio: 400, ratioFreeBytes: 2.5 * 2 ** 20 })).rejects.toMatchObject({
      code: 'upload-too-large',
    });
  });

  it('may not unfold to more than it states', async () => {
    const zip = Buffer.from(zipSync({ '1.dcm': megabyte }));
    // The central directory (signature PK 1 2) states the unpacked size at offset 24.
    zip.writeUInt32LE(1000, zip.indexOf(Buffer.from('504b0102', 'hex')) + 24);
    expect((await names(zip, { totalBytes: 5000 })).refused).toEqual(['zip-broken']);
  });

  it('may not write outside its place', async () => {
    const zip = zipSync({ '../../escaped.dcm': megabyte });
    expect(await names(zip)).toEqual({ found: [], refused: ['zip-broken'] });
  });

  it.each([
    ['cut short', zipSync({ '1.dcm': megabyte }).subarray(0, 500), 'zip-broken'],
    ['locked with a password', locked(), 'zip-encrypted'],
  ])('is refused by name when %s', async (_what, bytes, code) => {
    expect(await names(bytes)).toEqual({ found: [], refused: [code] });
  });
});

/** Sets the encryption bit of the general purpose flags, PKWARE APPNOTE 4.4.4. */
function locked(): Uint8Array {
  const zip = Buffer.from(zipSync({ '1.dcm': new Uint8Array(10) }));
  for (const [signature, offset] of [
    ['504b0304', 6],
    ['504b0102', 8],
  ] as const) {
    const at = zip.indexOf(Buffer.from(signature, 'hex')) + offset;
    zip.writeUInt16LE(zip.readUInt16LE(at) | 1, at);
  }
  return zip;
}
