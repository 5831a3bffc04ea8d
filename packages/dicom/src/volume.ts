import { isEnhanced } from './contrast.ts';
import { DicomError, type Note } from './errors.ts';
import type { Instance } from './instance.ts';
import { modalityValues, quantityOf, writeModalityValues } from './modality.ts';
import { withoutPadding } from './padding.ts';
import type { PixelArray } from './pixel-array.ts';
import { readPixels, type Pixels } from './pixels.ts';
import { stackGeometry } from './stack-geometry.ts';
import { STACK_RULES } from './stack-rules.ts';
import { placeSlice, shiftNote } from './stack-shifts.ts';
import { duplicatePairs, stacksOf, type Slice, type Stack } from './stacks.ts';
import type { Covered, Volume } from './types.ts';

export interface VolumeOptions {
  /** Which stack of `stacksOf(instances)`; needed where there are several. */
  readonly stack?: number;
  /** How the series is called in messages. */
  readonly name?: string;
  readonly maxVoxels?: number;
  readonly signal?: AbortSignal;
  /** Fraction done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Told of what was repaired (identical copies left out, a tilted stack made upright), and of contrast in a CT. */
  readonly onNote?: (note: Note) => void;
}

/** A series as people call it: its description, else its number, else its modality. */
export function seriesName(instance: Instance | undefined): string {
  const series = instance?.series;
  if (!series) return 'the series';
  return series.description || (series.number === undefined ? instance.modality : `series ${series.number}`);
}

function chooseStack(
  stacks: readonly Stack[],
  wanted: number | undefined,
  name: string,
  modality: string,
): Stack {
  if (stacks.length === 0) throw new DicomError('not-an-image', { name, modality });
  if (wanted !== undefined) {
    const stack = stacks[wanted];
    if (stack) return stack;
  }
  const slices = stacks.filter((stack) => !stack.localizer);
  const [only, other] = slices;
  if (!only) throw new DicomError('localizer-only', { name });
  if (other) throw new DicomError('several-stacks', { name, stacks: slices.length });
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
  if (different > 0) throw new DicomError('duplicate-positions', { name, slices: different });
  if (copies.size > 0) note({ code: 'duplicate-removed', params: { name, copies: copies.size } });
  return { ...stack, slices: stack.slices.filter((slice) => !copies.has(slice)) };
}

/** 16-bit integers until a slice has values that they can't hold, 32-bit floats from then on. */
class VoxelBuffer {
  data: Int16Array | Float32Array;

  constructor(voxels: number, fill: number) {
    this.data = new Int16Array(voxels).fill(fill);
  }

  put(slice: Slice, stored: PixelArray, offset: number): void {
    if (writeModalityValues(slice.instance, slice.header, stored, this.data, offset)) return;
    this.data = new Float32Array(this.data);
    writeModalityValues(slice.instance, slice.header, stored, this.data, offset);
  }

  /** A slice that covers only a part of its plane of `columns`, which begins at `start`. */
  putWithin(
    slice: Slice,
    stored: PixelArray,
    plane: { readonly start: number; readonly columns: number },
    covered: Covered,
    k: number,
  ): void {
    const values = modalityValues(slice.instance, slice.header, stored);
    if (values instanceof Float32Array && this.data instanceof Int16Array)
      this.data = new Float32Array(this.data);
    placeSlice(values, this.data, plane, covered, k);
  }
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
  const chosen = chooseStack(stacksOf(instances), options.stack, name, instances[0]?.modality ?? '-');
  if (chosen.localizer) throw new DicomError('localizer-only', { name });
  const note = options.onNote ?? (() => undefined);
  const stack = await withoutCopies(chosen, name, note);
  const { geometry, shifts } = stackGeometry(stack, name);
  const [first] = stack.slices;
  if (!first || first.image.samplesPerPixel > 1 || first.image.photometric === 'PALETTE COLOR')
    throw new DicomError('colour-image', { name });
  const plane = geometry.size[0] * geometry.size[1];
  const voxels = plane * geometry.size[2];
  const limit = options.maxVoxels ?? STACK_RULES.voxels;
  if (voxels > limit) throw new DicomError('volume-too-large', { name, voxels, limit });
  const quantity = quantityOf(first.instance, first.header);
  const fill = STACK_RULES.fill[quantity];
  const { columns, rows } = first.image;
  const covered = shifts && { columns, rows, first: shifts.pixels };
  const buffer = new VoxelBuffer(voxels, covered ? fill : 0);
  for (const [k, slice] of stack.slices.entries()) {
    if (options.signal?.aborted) throw new DicomError('cancelled');
    const { data: stored } = await readPixels(slice.instance, slice.frame);
    const data = quantity === 'HU' ? withoutPadding(slice.instance, slice.header, stored, fill) : stored;
    const start = k * plane;
    if (covered) buffer.putWithin(slice, data, { start, columns: geometry.size[0] }, covered, k);
    else buffer.put(slice, data, start);
    options.onProgress?.((k + 1) / stack.slices.length);
  }
  if (shifts) note(shiftNote(shifts, name, fill));
  if (quantity === 'HU' && isEnhanced(first.instance)) note({ code: 'contrast-given', params: { name } });
  return {
    ...geometry,
    data: buffer.data,
    quantity,
    seriesUID: first.instance.series.uid,
    modality: first.instance.modality,
    ...(covered ? { covered } : {}),
  };
}
