import type { FrameHeader } from './frames.ts';
import type { Instance } from './instance.ts';
import { Tag } from './tags.ts';

/**
 * Stored value to modality value (PS3.3 C.11.1): the look-up table of the Modality LUT Sequence where there is
 * one, else slope and intercept, else the value itself.
 */
export function modalityTransform(instance: Instance, frame: FrameHeader): (value: number) => number {
  const lut = instance.dataset.item(Tag.ModalityLUTSequence);
  const descriptor = lut?.numbers(Tag.LUTDescriptor) ?? [];
  const table = lut?.numbers({ ...Tag.LUTData, vr: 'US' }) ?? [];
  if (table.length > 0 && descriptor.length >= 3) {
    const raw = descriptor[1] ?? 0;
    const first = instance.image?.signed && raw > 32767 ? raw - 65536 : raw;
    const last = table.length - 1;
    return (value) => table[Math.min(Math.max(value - first, 0), last)] ?? 0;
  }
  const { slope, intercept } = frame.rescale ?? { slope: 1, intercept: 0 };
  return (value) => value * slope + intercept;
}
