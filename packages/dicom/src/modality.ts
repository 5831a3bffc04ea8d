import type { FrameHeader } from './frames.ts';
import type { Instance } from './instance.ts';
import { cutBits, unusedBits, type BitCut, type PixelArray } from './pixel-array.ts';
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

/** How the stored words of a frame become modality values. */
interface Transform {
  /** Shifts that cut unused bits and spread the sign; undefined where all bits are stored. */
  readonly cut?: BitCut;
  readonly lut?: { readonly first: number; readonly table: readonly number[] };
  readonly slope: number;
  readonly intercept: number;
}

function transformOf(instance: Instance, frame: FrameHeader): Transform {
  const cut = instance.image && unusedBits(instance.image);
  const lut = lookUpTable(instance);
  const { slope, intercept } = frame.rescale ?? { slope: 1, intercept: 0 };
  return { ...(cut ? { cut } : {}), ...(lut ? { lut } : {}), slope, intercept };
}

const INT16 = { low: -32768, high: 32767 };

/**
 * Writes modality values (PS3.3 C.11.1) of a frame into a larger array: unused bits cut, then the look-up table of the
 * Modality LUT Sequence where there is one, else slope and intercept.
 * @returns false as soon as a value is met that 16-bit integers can't hold, where `out` is of those.
 */
export function writeModalityValues(
  instance: Instance,
  frame: FrameHeader,
  stored: PixelArray,
  out: Int16Array | Float32Array,
  offset: number,
): boolean {
  const { lut, cut, slope, intercept } = transformOf(instance, frame);
  const bounded = out instanceof Int16Array;
  if (lut) {
    const values = cut ? cutBits(stored, cut) : stored;
    const last = lut.table.length - 1;
    for (let i = 0; i < values.length; i++) {
      const value = lut.table[Math.min(Math.max((values[i] ?? 0) - lut.first, 0), last)] ?? 0;
      if (bounded && value > INT16.high) return false;
      out[offset + i] = value;
    }
    return true;
  }
  if (!cut && slope === 1 && intercept === 0 && (!bounded || stored instanceof Int16Array)) {
    out.set(stored, offset);
    return true;
  }
  const whole = Number.isInteger(slope) && Number.isInteger(intercept);
  if (bounded && (!whole || stored instanceof Float32Array || stored instanceof Float64Array)) return false;
  const { up, down, signed } = cut ?? { up: 0, down: 0, signed: true };
  for (let i = 0; i < stored.length; i++) {
    const word = stored[i] ?? 0;
    const cutWord = signed ? (word << up) >> down : (word << up) >>> down;
    const value = (cut ? cutWord : word) * slope + intercept;
    if (bounded && (value < INT16.low || value > INT16.high)) return false;
    out[offset + i] = value;
  }
  return true;
}

/** Modality values of one frame: 16-bit integers where they hold them, 32-bit floats elsewhere. */
export function modalityValues(
  instance: Instance,
  frame: FrameHeader,
  stored: PixelArray,
): Int16Array | Float32Array {
  const integers = new Int16Array(stored.length);
  if (writeModalityValues(instance, frame, stored, integers, 0)) return integers;
  const floats = new Float32Array(stored.length);
  writeModalityValues(instance, frame, stored, floats, 0);
  return floats;
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
