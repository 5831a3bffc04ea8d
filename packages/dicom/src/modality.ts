import type { FrameHeader } from './frames.ts';
import type { Instance } from './instance.ts';
import { cutUnusedBits, type PixelArray } from './pixel-array.ts';
import { readPixels, type Pixels } from './pixels.ts';
import { Tag } from './tags.ts';
import type { Volume } from './types.ts';

/** Values of the Modality LUT Sequence, PS3.3 C.11.1.1: `table[0]` is for stored value `first`. */
function lookUpTable(instance: Instance): { first: number; table: readonly number[] } | undefined {
  const item = instance.dataset.item(Tag.ModalityLUTSequence);
  const descriptor = item?.numbers(Tag.LUTDescriptor) ?? [];
  const table = item?.numbers({ ...Tag.LUTData, vr: 'US' }) ?? [];
  if (descriptor.length < 3 || table.length === 0) return undefined;
  const raw = descriptor[1] ?? 0;
  return { first: instance.image?.signed && raw > 32767 ? raw - 65536 : raw, table };
}

/**
 * Stored values to modality values (PS3.3 C.11.1): unused bits cut, then the look-up table of the Modality LUT
 * Sequence where there is one, else slope and intercept, else the values themselves.
 */
export function modalityValues(instance: Instance, frame: FrameHeader, stored: PixelArray): PixelArray {
  const values = instance.image ? cutUnusedBits(stored, instance.image) : stored;
  const lut = lookUpTable(instance);
  if (lut) {
    const last = lut.table.length - 1;
    return Float32Array.from(
      values,
      (value) => lut.table[Math.min(Math.max(value - lut.first, 0), last)] ?? 0,
    );
  }
  const { slope, intercept } = frame.rescale ?? { slope: 1, intercept: 0 };
  if (slope === 1 && intercept === 0) return values;
  const whole = Number.isInteger(slope) && Number.isInteger(intercept) && !(values instanceof Float32Array);
  const out = whole ? new Int32Array(values.length) : new Float32Array(values.length);
  for (let i = 0; i < out.length; i++) out[i] = (values[i] ?? 0) * slope + intercept;
  return out;
}

/** `HU` only where a CT says how to get there and does not say that the result is something else. */
export function quantityOf(instance: Instance, frame: FrameHeader): Volume['quantity'] {
  if (instance.modality !== 'CT' || !frame.rescale) return 'arbitrary';
  return frame.rescale.type === '' || frame.rescale.type === 'HU' ? 'HU' : 'arbitrary';
}

/**
 * One frame after the modality LUT, before VOI and inversion (a MONOCHROME1 image stays as it is).
 * @throws DicomError as `readPixels`.
 */
export async function readModalityValues(
  instance: Instance,
  frame = 0,
): Promise<Pixels & { readonly quantity: Volume['quantity'] }> {
  const pixels = await readPixels(instance, frame);
  const header = instance.frames[frame] ?? { dimensions: {} };
  const data = modalityValues(instance, header, pixels.data);
  return { ...pixels, data, quantity: quantityOf(instance, header) };
}
