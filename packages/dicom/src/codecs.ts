import type { Context, NativeCodecs } from 'dcmjs-codecs';
import { inflateSync } from 'fflate';
import { codeStreamFault } from './code-stream.ts';
import { DicomError } from './errors.ts';
import type { ImageHeader, Instance } from './instance.ts';
import { interleaved, typedValues, unpackBits, type PixelArray } from './pixel-array.ts';
import { TransferSyntax } from './transfer-syntax.ts';

export interface Decoded {
  readonly data: PixelArray;
  readonly photometric: string;
}

type Codecs = typeof NativeCodecs;
type Method = 'decodeRle' | 'decodeJpeg' | 'decodeJpegLs' | 'decodeJpeg2000' | 'decodeHtJpeg2000';

const METHODS: Readonly<Record<string, Method>> = {
  [TransferSyntax.rleLossless]: 'decodeRle',
  [TransferSyntax.jpegBaseline]: 'decodeJpeg',
  [TransferSyntax.jpegExtended]: 'decodeJpeg',
  [TransferSyntax.jpegLossless]: 'decodeJpeg',
  [TransferSyntax.jpegLosslessFirstOrder]: 'decodeJpeg',
  [TransferSyntax.jpegLsLossless]: 'decodeJpegLs',
  [TransferSyntax.jpegLsNearLossless]: 'decodeJpegLs',
  [TransferSyntax.jpeg2000Lossless]: 'decodeJpeg2000',
  [TransferSyntax.jpeg2000]: 'decodeJpeg2000',
  [TransferSyntax.htj2kLossless]: 'decodeHtJpeg2000',
  [TransferSyntax.htj2kLosslessRpcl]: 'decodeHtJpeg2000',
  [TransferSyntax.htj2k]: 'decodeHtJpeg2000',
};

let wasmBytes: (() => Promise<ArrayBuffer>) | undefined;
let loading: Promise<{ codecs: Codecs; context: typeof Context }> | undefined;

/**
 * Where the bytes of the codecs' WebAssembly (`dcmjs-codecs/build/dcmjs-native-codecs.wasm`) come from.
 * A browser must say; Node finds the file in the installed package.
 */
export function provideCodecs(load: () => Promise<ArrayBuffer>): void {
  wasmBytes = load;
  loading = undefined;
}

async function load(): Promise<{ codecs: Codecs; context: typeof Context }> {
  const { default: library } = await import('dcmjs-codecs');
  const from = wasmBytes;
  const codecs = from
    ? class extends library.NativeCodecs {
        // The library's own loader evaluates a string, which a strict content security policy forbids.
        static _getWebAssemblyBytes(): Promise<ArrayBuffer> {
          return from();
        }
      }
    : library.NativeCodecs;
  await codecs.initializeAsync();
  return { codecs, context: library.Context };
}

async function run(method: Method, image: ImageHeader, encoded: Uint8Array): Promise<Uint8Array> {
  loading ??= load();
  const { codecs, context } = await loading;
  try {
    const decoded = codecs[method](
      new context({
        width: image.columns,
        height: image.rows,
        bitsAllocated: image.bitsAllocated,
        bitsStored: image.bitsStored,
        samplesPerPixel: image.samplesPerPixel,
        pixelRepresentation: image.signed ? 1 : 0,
        planarConfiguration: image.planar ? 1 : 0,
        photometricInterpretation: image.photometric,
        encodedBuffer: encoded,
      }),
    );
    return decoded.getDecodedBuffer() ?? new Uint8Array();
  } catch (error) {
    // A trapped WebAssembly instance must not be used again.
    loading = undefined;
    throw error;
  }
}

/** RLE packs one-bit frames as bytes of eight pixels: decoded as an 8-bit image of one row. */
async function decodeRleBits(image: ImageHeader, encoded: Uint8Array): Promise<Uint8Array> {
  const pixels = image.rows * image.columns;
  const packed = { ...image, rows: 1, columns: Math.ceil(pixels / 8), bitsAllocated: 8, bitsStored: 8 };
  return unpackBits(await run('decodeRle', packed, encoded), 0, pixels);
}

/** Each frame of Deflated Image Frame Compression is a raw deflate stream, PS3.5 A.4.13. */
function inflateFrame(image: ImageHeader, encoded: Uint8Array): PixelArray {
  const values = image.rows * image.columns * image.samplesPerPixel;
  // One word more than expected: room to see that a stream does not end where it should.
  const out = inflateSync(encoded, {
    out: new Uint8Array(Math.ceil((values * image.bitsAllocated) / 8) + 2),
  });
  if (image.bitsAllocated === 1) return unpackBits(out, 0, values);
  const data = typedValues(out, image.bitsAllocated, image.signed).slice(0, values);
  return image.planar && image.samplesPerPixel > 1 ? interleaved(data, image.samplesPerPixel) : data;
}

async function decode(transferSyntax: string, image: ImageHeader, encoded: Uint8Array): Promise<PixelArray> {
  if (transferSyntax === TransferSyntax.deflatedImageFrame) return inflateFrame(image, encoded);
  const method = METHODS[transferSyntax];
  if (!method) return new Uint8Array();
  if (method === 'decodeRle' && image.bitsAllocated === 1) return decodeRleBits(image, encoded);
  return typedValues(await run(method, image, encoded), image.bitsAllocated, image.signed);
}

/** JPEG 2000 turns its own colour transforms back; JPEG leaves YBR as it is stored. */
function photometricOf(photometric: string): string {
  return photometric === 'YBR_RCT' || photometric === 'YBR_ICT' ? 'RGB' : photometric;
}

/** Decode one frame's code stream to stored values, colour interleaved. */
export async function decodeFrame(
  instance: Instance,
  image: ImageHeader,
  encoded: Uint8Array,
  frame: number,
): Promise<Decoded> {
  const { name, transferSyntax } = instance;
  if (!(transferSyntax in METHODS) && transferSyntax !== TransferSyntax.deflatedImageFrame) {
    throw new DicomError('unsupported-transfer-syntax', { name, transferSyntax });
  }
  const failed = new DicomError('decode-failed', { name, frame: frame + 1 });
  if (codeStreamFault(encoded, image)) throw failed;
  const data = await decode(transferSyntax, image, encoded).catch(() => {
    throw failed;
  });
  if (data.length !== image.rows * image.columns * image.samplesPerPixel) throw failed;
  return { data, photometric: photometricOf(image.photometric) };
}
