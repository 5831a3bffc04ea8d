import type { FrameHeader } from './frames.ts';
import type { Instance } from './instance.ts';
import { cutBits, unusedBits, type PixelArray } from './pixel-array.ts';
import { Tag } from './tags.ts';

/** Stored values, from and to, of pixels that show nothing (PS3.3 C.7.5.1.1.2). */
function paddingOf({ dataset, image }: Instance): readonly [number, number] | undefined {
  const signed = (value: number): number => (image?.signed && value > 32767 ? value - 65536 : value);
  const value = dataset.number(Tag.PixelPaddingValue);
  if (value === undefined) return undefined;
  const limit = dataset.number(Tag.PixelPaddingRangeLimit) ?? value;
  const [a, b] = [signed(value), signed(limit)];
  return [Math.min(a, b), Math.max(a, b)];
}

/**
 * Stored words of a CT slice with its padding turned to what stands for `fill` HU, where it would otherwise look
 * denser: a scanner that pads with high values must not make metal of the corners. The words themselves are not
 * changed.
 */
export function withoutPadding(
  instance: Instance,
  { rescale }: FrameHeader,
  stored: PixelArray,
  fill: number,
): PixelArray {
  const padding = paddingOf(instance);
  const { image } = instance;
  if (!padding || !image || !rescale || image.highBit !== image.bitsStored - 1) return stored;
  const { slope, intercept } = rescale;
  const [low, high] = padding;
  if (slope <= 0 || high * slope + intercept <= fill) return stored;
  const least = image.signed ? -(2 ** (image.bitsStored - 1)) : 0;
  const replacement = Math.max(least, Math.round((fill - intercept) / slope));
  const cut = unusedBits(image);
  const values = cut ? cutBits(stored, cut) : stored;
  const out = stored.slice();
  for (let i = 0; i < out.length; i++) {
    const value = values[i] ?? 0;
    if (value >= low && value <= high) out[i] = replacement;
  }
  return out;
}
