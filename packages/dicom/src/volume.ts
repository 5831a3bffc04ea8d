import { DicomError, type Note } from './errors.ts';
import type { Instance } from './instance.ts';
import { modalityTransform } from './modality-lut.ts';
import { readPixels, type Pixels } from './pixels.ts';
import { stackGeometry } from './stack-geometry.ts';
import { STACK_RULES } from './stack-rules.ts';
import { duplicatePairs, stacksOf, type Slice, type Stack } from './stacks.ts';
import type { Volume } from './types.ts';

export interface VolumeOptions {
  /** Which stack of `stacksOf(instances)`; needed where there are several. */
  readonly stack?: number;
  /** How the series is called in messages. */
  readonly name?: string;
  readonly maxVoxels?: number;
  readonly signal?: AbortSignal;
  /** Fraction done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Told of what was repaired (identical copies left out). */
  readonly onNote?: (note: Note) => void;
}

/** A series as people call it: its description, else its number, else its modality. */
export function seriesName(instance: Instance | undefined): string {
  const series = instance?.series;
  if (!series) return 'the series';
  return series.description || (series.number === undefined ? instance.modality : `series ${series.number}`);
}

function chooseStack(stacks: readonly Stack[], wanted: number | undefined, name: string): Stack {
  if (wanted !== undefined) {
    const stack = stacks[wanted];
    if (stack) return stack;
  }
  const slices = stacks.filter((stack) => !stack.localizer);
  const [only, other] = slices;
  if (!only) throw new DicomError(stacks.length > 0 ? 'localizer-only' : 'no-pixel-data', { name });
  if (other) throw new DicomError('several-stacks', { name, count: slices.length });
  return only;
}

function samePixels(a: Pixels, b: Pixels): boolean {
  return a.data.length === b.data.length && a.data.every((value, i) => value === b.data[i]);
}

/** Leave out slices that repeat a position with the same stored values; differing ones are refused. */
async function withoutCopies(stack: Stack, name: string, note: (note: Note) => void): Promise<Stack> {
  const pairs = duplicatePairs(stack);
  const copies = new Set<Slice>();
  let different = 0;
  for (const [a, b] of pairs) {
    const [first, second] = [await readPixels(a.instance, a.frame), await readPixels(b.instance, b.frame)];
    if (samePixels(first, second)) copies.add(b);
    else different++;
  }
  if (different > 0) throw new DicomError('duplicate-positions', { name, count: different });
  if (copies.size > 0) note({ code: 'duplicate-removed', params: { name, count: copies.size } });
  return { ...stack, slices: stack.slices.filter((slice) => !copies.has(slice)) };
}

const INT16 = { low: -32768, high: 32767 };

/** Grows into 32-bit floats at the first value that 16-bit integers can't hold. */
class VoxelBuffer {
  private data: Int16Array | Float32Array;

  constructor(voxels: number) {
    this.data = new Int16Array(voxels);
  }

  put(values: ArrayLike<number>, transform: (value: number) => number, offset: number): void {
    for (let i = 0; i < values.length; i++) {
      const value = transform(values[i] ?? 0);
      if (
        this.data instanceof Int16Array &&
        !(Number.isInteger(value) && value >= INT16.low && value <= INT16.high)
      ) {
        this.data = Float32Array.from(this.data);
      }
      this.data[offset + i] = value;
    }
  }

  get voxels(): Int16Array | Float32Array {
    return this.data;
  }
}

function quantityOf(slice: Slice): Volume['quantity'] {
  const type = slice.header.rescale?.type ?? '';
  const isCT = slice.instance.modality === 'CT';
  return isCT && (type === '' || type === 'HU') && slice.header.rescale ? 'HU' : 'arbitrary';
}

/**
 * Stack the slices of a series by position along their normal, after the modality LUT. The order and the
 * names of the instances do not matter.
 * @returns voxels in patient LPS mm, `HU` for CT.
 * @throws DicomError: what stands against a volume, see `stackGeometry`; also `several-stacks`,
 *   `localizer-only`, `duplicate-positions`, `colour-image`, `volume-too-large`, `cancelled`, and what `readPixels` throws.
 */
export async function buildVolume(
  instances: readonly Instance[],
  options: VolumeOptions = {},
): Promise<Volume> {
  const name = options.name ?? seriesName(instances[0]);
  const chosen = chooseStack(stacksOf(instances), options.stack, name);
  if (chosen.localizer) throw new DicomError('localizer-only', { name });
  const stack = await withoutCopies(chosen, name, options.onNote ?? (() => undefined));
  const geometry = stackGeometry(stack, name);
  const [first] = stack.slices;
  if (!first || first.image.samplesPerPixel > 1) throw new DicomError('colour-image', { name });
  const plane = geometry.size[0] * geometry.size[1];
  const voxels = plane * geometry.size[2];
  const limit = options.maxVoxels ?? STACK_RULES.voxels;
  if (voxels > limit) throw new DicomError('volume-too-large', { name, voxels, limit });
  const buffer = new VoxelBuffer(voxels);
  for (const [k, slice] of stack.slices.entries()) {
    if (options.signal?.aborted) throw new DicomError('cancelled');
    const pixels = await readPixels(slice.instance, slice.frame);
    buffer.put(pixels.data, modalityTransform(slice.instance, slice.header), k * plane);
    options.onProgress?.((k + 1) / stack.slices.length);
  }
  return {
    ...geometry,
    data: buffer.voxels,
    quantity: quantityOf(first),
    seriesUID: first.instance.series.uid,
    modality: first.instance.modality,
  };
}
