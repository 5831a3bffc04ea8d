import codecs from 'dcmjs-codecs';
import fc from 'fast-check';
import { deflateSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildVolume, parseInstance, readPixels, type PixelArray } from './index.ts';
import { concat, ctValues, dataset, encapsulated, part10, without } from './part10.fixture.ts';
import { TransferSyntax } from './transfer-syntax.ts';

const [ROWS, COLUMNS] = [12, 16];

/** A slice with these stored values at z = `index` * 2 mm. */
const header = (index: number, pixels: Uint8Array, signed = true) =>
  ctValues(index, pixels, { Rows: ROWS, Columns: COLUMNS, PixelRepresentation: signed ? 1 : 0 });

type Method = 'Rle' | 'Jpeg' | 'JpegLs' | 'Jpeg2000' | 'HtJpeg2000';

function compress(method: Method, pixels: Int16Array | Uint16Array): Uint8Array {
  const context = new codecs.Context({
    width: COLUMNS,
    height: ROWS,
    bitsAllocated: 16,
    bitsStored: 16,
    samplesPerPixel: 1,
    pixelRepresentation: pixels instanceof Int16Array ? 1 : 0,
    planarConfiguration: 0,
    photometricInterpretation: 'MONOCHROME2',
    decodedBuffer: new Uint8Array(pixels.buffer),
  });
  return (
    codecs.NativeCodecs[`encode${method}`](context, { lossy: false }).getEncodedBuffer() ?? new Uint8Array()
  );
}

const bytesOf = (pixels: Int16Array | Uint16Array): Uint8Array => new Uint8Array(pixels.buffer);
const swapped = (pixels: Int16Array | Uint16Array): Uint8Array =>
  bytesOf(pixels)
    .slice()
    .map((_, i, all) => all[i ^ 1] ?? 0);

type Write = (index: number, pixels: Int16Array | Uint16Array) => Uint8Array;
const signedOf = (pixels: Int16Array | Uint16Array): boolean => pixels instanceof Int16Array;

const encapsulating =
  (method: Method, transferSyntax: string, cut = false): Write =>
  (index, pixels) => {
    const rest = without(header(index, new Uint8Array(), signedOf(pixels)), 'PixelData');
    const stream = compress(method, pixels);
    const middle = (stream.length >> 2) << 1;
    const fragments = cut ? [stream.slice(0, middle), stream.slice(middle)] : [stream];
    return part10(concat([dataset(rest), encapsulated(fragments)]), transferSyntax);
  };

/** Every lossless way to write a slice. */
const WAYS: Readonly<Record<string, Write>> = {
  'explicit little endian': (index, pixels) =>
    part10(dataset(header(index, bytesOf(pixels), signedOf(pixels)))),
  'implicit little endian': (index, pixels) =>
    part10(
      dataset(header(index, bytesOf(pixels), signedOf(pixels)), { implicit: true }),
      TransferSyntax.implicitLittleEndian,
    ),
  'explicit big endian': (index, pixels) =>
    part10(
      dataset(header(index, swapped(pixels), signedOf(pixels)), { bigEndian: true }),
      TransferSyntax.explicitBigEndian,
    ),
  deflated: (index, pixels) =>
    part10(
      deflateSync(dataset(header(index, bytesOf(pixels), signedOf(pixels)))),
      TransferSyntax.deflatedExplicitLittleEndian,
    ),
  'no meta header, explicit': (index, pixels) => dataset(header(index, bytesOf(pixels), signedOf(pixels))),
  'no meta header, implicit': (index, pixels) =>
    dataset(header(index, bytesOf(pixels), signedOf(pixels)), { implicit: true }),
  'no meta header, big endian': (index, pixels) =>
    dataset(header(index, swapped(pixels), signedOf(pixels)), { bigEndian: true }),
  'implicit under an explicit name': (index, pixels) =>
    part10(dataset(header(index, bytesOf(pixels), signedOf(pixels)), { implicit: true })),
  RLE: encapsulating('Rle', TransferSyntax.rleLossless),
  'JPEG lossless': encapsulating('Jpeg', TransferSyntax.jpegLosslessFirstOrder),
  'JPEG-LS': encapsulating('JpegLs', TransferSyntax.jpegLsLossless),
  'JPEG-LS in two fragments': encapsulating('JpegLs', TransferSyntax.jpegLsLossless, true),
  'JPEG 2000': encapsulating('Jpeg2000', TransferSyntax.jpeg2000Lossless),
  HTJ2K: encapsulating('HtJpeg2000', TransferSyntax.htj2kLossless),
};

describe('stored values', () => {
  beforeAll(() => codecs.NativeCodecs.initializeAsync());

  const ways = Object.entries(WAYS);
  const values = fc.array(fc.integer({ min: -2048, max: 4095 }), {
    minLength: ROWS * COLUMNS,
    maxLength: ROWS * COLUMNS,
  });

  it.each(ways)('are the same in %s, signed and unsigned', async (_, write) => {
    await fc.assert(
      fc.asyncProperty(values, fc.boolean(), async (list, signed) => {
        const pixels = signed ? Int16Array.from(list) : Uint16Array.from(list.map(Math.abs));
        const decoded: PixelArray = (await readPixels(parseInstance(write(0, pixels)))).data;
        expect([...decoded]).toEqual([...pixels]);
      }),
      { numRuns: 15 },
    );
  });

  it('give the same volume whatever each slice is written in', async () => {
    const slices = [0, 1, 2, 3].map((index) =>
      Int16Array.from({ length: ROWS * COLUMNS }, (_, i) => index * 1000 - i),
    );
    const write = (way: Write) => slices.map((pixels, index) => parseInstance(way(index, pixels)));
    const plain = await buildVolume(write(WAYS['explicit little endian'] ?? (() => new Uint8Array())));
    for (const [, way] of ways) expect(await buildVolume(write(way))).toEqual(plain);
  });
});

describe('compressed pixels', () => {
  beforeAll(() => codecs.NativeCodecs.initializeAsync());
  const frames = [0, 1, 2].map((index) =>
    Int16Array.from({ length: ROWS * COLUMNS }, (_, i) => index * 500 + i),
  );

  function multiframe(fragments: readonly Uint8Array[], offsets: readonly number[] = []): Uint8Array {
    const rest = without(header(0, new Uint8Array()), 'PixelData');
    const body = concat([
      dataset({ ...rest, NumberOfFrames: frames.length }),
      encapsulated(fragments, offsets),
    ]);
    return part10(body, TransferSyntax.jpegLsLossless);
  }

  async function expectFrames(file: Uint8Array): Promise<void> {
    const instance = parseInstance(file);
    for (const [f, pixels] of frames.entries()) {
      expect([...(await readPixels(instance, f)).data]).toEqual([...pixels]);
    }
  }

  it('of several frames are found with and without an offset table, in one fragment or several', async () => {
    const streams = frames
      .map((pixels) => compress('JpegLs', pixels))
      .map((s) => (s.length % 2 ? concat([s, new Uint8Array(1)]) : s));
    const halves = streams.flatMap((stream) => [stream.slice(0, 20), stream.slice(20)]);
    const offsets: number[] = [];
    streams.reduce((at, stream) => (offsets.push(at), at + stream.length + 16), 0);
    await expectFrames(multiframe(streams));
    await expectFrames(multiframe(halves));
    await expectFrames(multiframe(halves, offsets));
    await expectFrames(multiframe(halves, [0, 7, 9]));
  });

  it.each([
    [
      'a stream of another size',
      (stream: Uint8Array) => stream.map((byte, i) => (i === 8 ? byte + 1 : byte)),
    ],
    ['a stream that was cut', (stream: Uint8Array) => stream.slice(0, stream.length >> 1)],
    ['noise', (stream: Uint8Array) => stream.map((byte, i) => (i < 30 ? byte : (i * 7919) & 255))],
    ['nothing', () => new Uint8Array()],
  ])('that are %s are refused', async (_, damage) => {
    for (const method of ['JpegLs', 'Jpeg2000', 'Jpeg'] as const) {
      const syntaxes = {
        JpegLs: TransferSyntax.jpegLsLossless,
        Jpeg2000: TransferSyntax.jpeg2000Lossless,
        Jpeg: TransferSyntax.jpegLosslessFirstOrder,
      };
      const rest = without(header(0, new Uint8Array()), 'PixelData');
      const stream = damage(compress(method, frames[0] ?? new Int16Array()));
      const file = part10(concat([dataset(rest), encapsulated([stream])]), syntaxes[method]);
      const outcome = await readPixels(parseInstance(file, 'x')).then(
        ({ data }) => data.length,
        (error: unknown) => error,
      );
      // Entropy-coded noise may be a valid picture; it must never be of another size or crash.
      if (typeof outcome === 'number') expect(outcome).toBe(ROWS * COLUMNS);
      else expect(outcome).toMatchObject({ code: 'decode-failed' });
    }
    // The codecs still work after a fault.
    await expectFrames(multiframe(frames.map((pixels) => compress('JpegLs', pixels))));
  });

  it('of an unknown kind are refused by name', async () => {
    const rest = without(header(0, new Uint8Array()), 'PixelData');
    const file = part10(
      concat([dataset(rest), encapsulated([new Uint8Array(8)])]),
      '1.2.840.10008.1.2.4.100',
    );
    await expect(readPixels(parseInstance(file, 'film'))).rejects.toMatchObject({
      code: 'unsupported-transfer-syntax',
      params: { name: 'film', transferSyntax: '1.2.840.10008.1.2.4.100' },
    });
  });
});
