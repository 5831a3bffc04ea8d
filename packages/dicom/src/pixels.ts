import { decodeFrame } from './codecs.ts';
import { encodedFrame } from './encapsulation.ts';
import { DicomError } from './errors.ts';
import type { ImageHeader, Instance } from './instance.ts';
import { expand422, interleaved, swapped, typedValues, unpackBits, type PixelArray } from './pixel-array.ts';
import { Tag } from './tags.ts';
import { TransferSyntax } from './transfer-syntax.ts';

/** Stored words of one frame with all their allocated bits, before modality LUT, VOI or inversion. */
export interface Pixels {
  readonly rows: number;
  readonly columns: number;
  /** Values a pixel; colour is interleaved (R G B R G B). */
  readonly samplesPerPixel: number;
  /** Row by row; length rows * columns * samplesPerPixel. */
  readonly data: PixelArray;
  /** Photometric interpretation of `data` (colour decoders may turn YBR to RGB). */
  readonly photometric: string;
}

const UNCOMPRESSED: ReadonlySet<string> = new Set([
  TransferSyntax.implicitLittleEndian,
  TransferSyntax.explicitLittleEndian,
  TransferSyntax.explicitBigEndian,
  TransferSyntax.deflatedExplicitLittleEndian,
]);

function nativePixels(instance: Instance, image: ImageHeader, frame: number): PixelArray {
  const { dataset, name, transferSyntax } = instance;
  const pixels = image.rows * image.columns;
  const half = image.photometric === 'YBR_FULL_422';
  const values = pixels * (half ? 2 : image.samplesPerPixel);
  const float = dataset.bytes(Tag.FloatPixelData);
  const double = dataset.bytes(Tag.DoubleFloatPixelData);
  const bytes = dataset.bytes(Tag.PixelData) ?? float ?? double;
  if (!bytes) throw new DicomError('no-pixel-data', { name });
  const bits = values * image.bitsAllocated;
  const expected = Math.ceil((bits * image.frameCount) / 8);
  if (bytes.length < expected) {
    throw new DicomError('pixel-data-short', { name, found: bytes.length, expected });
  }
  if (image.bitsAllocated === 1) return unpackBits(bytes, frame * values, values);
  const size = bits / 8;
  const width = image.bitsAllocated / 8;
  const bigEndian = transferSyntax === TransferSyntax.explicitBigEndian;
  // Eight-bit pixels in words of 16 are swapped in pairs, which may straddle two frames.
  const pairs = bigEndian && width === 1 && dataset.element(Tag.PixelData)?.vr === 'OW';
  const own = (pairs ? swapped(bytes, 2) : bytes).subarray(frame * size, (frame + 1) * size);
  const little = bigEndian && width > 1 ? swapped(own, width) : own;
  if (half) return expand422(little, pixels);
  if (float ?? double) {
    const copy = little.slice();
    return double ? new Float64Array(copy.buffer) : new Float32Array(copy.buffer);
  }
  const data = typedValues(little, image.bitsAllocated, image.signed);
  return image.planar && image.samplesPerPixel > 1 ? interleaved(data, image.samplesPerPixel) : data;
}

/**
 * The stored values of one frame (0-based). Codecs are loaded when the first compressed frame asks for them.
 * @throws DicomError `no-pixel-data`, `pixel-data-short`, `frame-missing`, `unsupported-transfer-syntax`, `decode-failed`.
 */
export async function readPixels(instance: Instance, frame = 0): Promise<Pixels> {
  const { image, name, transferSyntax } = instance;
  if (!image) throw new DicomError('not-an-image', { name, modality: instance.modality });
  if (!Number.isInteger(frame) || frame < 0 || frame >= image.frameCount) {
    throw new DicomError('frame-missing', { name, frames: image.frameCount, frame: frame + 1 });
  }
  const { rows, columns, samplesPerPixel, photometric } = image;
  if (UNCOMPRESSED.has(transferSyntax)) {
    const data = nativePixels(instance, image, frame);
    return { rows, columns, samplesPerPixel, photometric, data };
  }
  const encoded = encodedFrame(instance, image, frame);
  const decoded = await decodeFrame(instance, image, encoded, frame);
  return {
    rows,
    columns,
    samplesPerPixel,
    photometric: decoded.photometric,
    data: decoded.data,
  };
}
