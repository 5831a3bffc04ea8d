import { DicomError, type Note } from './errors.ts';
import { STACK_RULES } from './stack-rules.ts';
import type { Covered, Vec3 } from './types.ts';
import { dot, subtract } from './vector.ts';

/** Columns and rows. */
type Pair = readonly [number, number];

/** How the slices of a stack lie beside its first one. */
export interface SliceShifts {
  /** Whole columns and rows by which each slice is moved to lie over the others, from 0. */
  readonly pixels: readonly Pair[];
  /** Angle between the way of the slices and their normal, degrees; absent where the slices follow no straight line. */
  readonly degrees?: number;
}

interface Planes {
  readonly positions: readonly Vec3[];
  readonly axes: readonly [Vec3, Vec3, Vec3];
  /** mm a column, mm a row, mm a slice. */
  readonly spacing: Vec3;
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Farthest of the pairs from zero, on either axis. */
function largest(pairs: readonly Pair[]): number {
  return pairs.reduce((most, [u, v]) => Math.max(most, Math.abs(u), Math.abs(v)), 0);
}

/** Degrees of a shear by one step a slice, or undefined where the offsets are no multiples of one step. */
function tiltOf(offsets: readonly Pair[], [column, row, slice]: Vec3): number | undefined {
  const last = offsets.at(-1) ?? [0, 0];
  const steps = Math.max(1, offsets.length - 1);
  const step: Pair = [last[0] / steps, last[1] / steps];
  const departures = offsets.map(([u, v], k): Pair => [u - k * step[0], v - k * step[1]]);
  if (largest(departures) > STACK_RULES.shear) return undefined;
  return round((Math.atan2(Math.hypot(step[0] * column, step[1] * row), slice) * 180) / Math.PI, 1);
}

/**
 * A sheared stack (gantry tilt) is made upright without touching a value where each slice lies whole pixels
 * beside the first. Undefined where the slices lie over each other anyway.
 * @throws DicomError `gantry-tilt`, `slices-shifted` where a slice lies parts of a pixel beside.
 */
export function sliceShifts({ positions, axes, spacing }: Planes, name: string): SliceShifts | undefined {
  const [first] = positions;
  if (!first) return undefined;
  const offsets = positions.map((position): Pair => {
    const way = subtract(position, first);
    return [dot(way, axes[0]) / spacing[0], dot(way, axes[1]) / spacing[1]];
  });
  if (largest(offsets) <= STACK_RULES.shear) return undefined;
  const whole = offsets.map(([u, v]): Pair => [Math.round(u), Math.round(v)]);
  const rests = offsets.map(([u, v], k): Pair => [u - (whole[k]?.[0] ?? 0), v - (whole[k]?.[1] ?? 0)]);
  const degrees = tiltOf(offsets, spacing);
  if (largest(rests) > STACK_RULES.shear) {
    const shift = round(largest(offsets.slice(1).map(([u, v], k) => between(offsets[k], [u, v]))), 2);
    if (degrees === undefined) throw new DicomError('slices-shifted', { name, shift });
    throw new DicomError('gantry-tilt', { name, degrees, shift });
  }
  const low = [0, 1].map((axis) => Math.min(...whole.map((pair) => pair[axis] ?? 0)));
  const pixels = whole.map(([u, v]): Pair => [u - (low[0] ?? 0), v - (low[1] ?? 0)]);
  return { pixels, ...(degrees === undefined ? {} : { degrees }) };
}

function between(a: Pair = [0, 0], b: Pair): Pair {
  return [b[0] - a[0], b[1] - a[1]];
}

/** Columns and rows that hold every moved slice. */
export function sheared([columns, rows]: Pair, { pixels }: SliceShifts): Pair {
  const widest = (axis: 0 | 1): number => Math.max(...pixels.map((pair) => pair[axis]));
  return [columns + widest(0), rows + widest(1)];
}

/** What is said of a stack that was made upright. */
export function shiftNote({ pixels, degrees }: SliceShifts, name: string, fill: number): Note {
  const shift = largest(pixels);
  return degrees === undefined
    ? { code: 'shift-repaired', params: { name, shift, fill } }
    : { code: 'tilt-repaired', params: { name, degrees, shift, fill } };
}

/** Copies one slice to its place in a wider plane. */
export function placeSlice(
  slice: ArrayLike<number>,
  out: Int16Array | Float32Array,
  plane: { readonly start: number; readonly columns: number },
  { columns, rows, first }: Covered,
  k: number,
): void {
  const [u, v] = first[k] ?? [0, 0];
  for (let j = 0, from = 0; j < rows; j++) {
    let to = plane.start + u + plane.columns * (j + v);
    for (let i = 0; i < columns; i++) out[to++] = slice[from++] ?? 0;
  }
}
