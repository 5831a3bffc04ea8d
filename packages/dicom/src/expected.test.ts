import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseInstance, readPixels, type MessageCode, type PixelArray } from './index.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM as root } from './shared.fixture.ts';

interface Expected {
  readonly modality?: string;
  readonly patient_name?: string;
  readonly pixels: {
    readonly mean?: number;
    readonly min?: number;
    readonly max?: number;
    readonly lossy?: boolean;
    readonly note?: string;
    readonly dtype?: string;
    readonly sha256_of_little_endian_array_bytes?: string;
  } | null;
}

/** Files that hold no pixels or cannot be read, by what is wrong with them. */
const REFUSED: Readonly<Record<string, MessageCode>> = {
  'charsets/chrJapMulti.dcm': 'no-pixel-data',
  'charsets/chrJapMultiExplicitIR6.dcm': 'no-pixel-data',
  'charsets/chrKoreanMulti.dcm': 'no-pixel-data',
  'fo-dicom/GH1146.dcm': 'no-pixel-data',
  'fo-dicom/GH626.dcm': 'no-pixel-data',
  // Records were cut out of its directory without adapting the lengths.
  'pydicom/dicomdirtests/DICOMDIR-nooffset': 'malformed',
  'pydicom/dicomdirtests/TINY_ALPHA/README': 'not-dicom',
  'pydicom/test_files/MR_truncated.dcm': 'truncated',
  // A stray byte stands before the data set, and there is no preamble to find it by.
  'pydicom/test_files/no_meta.dcm': 'not-dicom',
};

/** Files whose reference is missing or wrong, with the file that has the same pixels. */
const SAME_PIXELS: Readonly<Record<string, string>> = {
  // The reference reader took the padding byte of an odd big-endian OW for a pixel.
  'pydicom/test_files/SC_rgb_small_odd_big_endian.dcm': 'pydicom/test_files/SC_rgb_small_odd.dcm',
  // Only its sequence delimiter is missing.
  'pydicom-data/emri_small_jpeg_2k_lossless_too_short.dcm': 'pydicom-data/emri_small_jpeg_2k_lossless.dcm',
  'pydicom-data/liver_deflate.dcm': 'pydicom-data/liver.dcm',
  'pydicom-data/liver_rle.dcm': 'pydicom-data/liver.dcm',
};

async function allFrames(bytes: Uint8Array, name: string): Promise<readonly PixelArray[]> {
  const instance = parseInstance(bytes, name);
  const frames: PixelArray[] = [];
  for (let i = 0; i < (instance.image?.frameCount ?? 0); i++)
    frames.push((await readPixels(instance, i)).data);
  return frames;
}

function summary(frames: readonly PixelArray[]): { min: number; max: number; mean: number } {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  for (const frame of frames) {
    for (const value of frame) {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      count++;
    }
  }
  return { min, max, mean: sum / count };
}

describe.skipIf(!hasShared)(`stored values of the shared files ${NEEDS_SHARED}`, () => {
  const expected = (
    hasShared ? JSON.parse(readFileSync(join(root, 'expected.json'), 'utf8')) : {}
  ) as Readonly<Record<string, Expected>>;

  it.each(Object.entries(expected))('%s', async (name, { pixels, modality }) => {
    const bytes = readFileSync(join(root, name));
    const refusedAs = REFUSED[name];
    if (refusedAs) {
      await expect(allFrames(bytes, name)).rejects.toMatchObject({ code: refusedAs });
      return;
    }
    const instance = parseInstance(bytes, name);
    expect(instance.modality).toBe(modality ?? '');
    const reference = expected[SAME_PIXELS[name] ?? name]?.pixels;
    const hash = reference?.sha256_of_little_endian_array_bytes;
    if (!instance.image) return expect(pixels?.mean).toBeUndefined();
    const frames = await allFrames(bytes, name);
    if (hash) {
      const digest = createHash('sha256');
      for (const data of frames) digest.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
      expect(digest.digest('hex')).toBe(hash);
    } else if (pixels?.mean !== undefined && !pixels.note) {
      const { min, max, mean } = summary(frames);
      expect({ min, max }).toEqual({ min: pixels.min, max: pixels.max });
      expect(mean).toBeCloseTo(pixels.mean, 1);
    } else expect(frames.length).toBeGreaterThan(0);
  });
});
