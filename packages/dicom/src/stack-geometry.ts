import { DicomError } from './errors.ts';
import { STACK_RULES } from './stack-rules.ts';
import { sheared, sliceShifts, type SliceShifts } from './stack-shifts.ts';
import type { Stack } from './stacks.ts';
import type { Geometry, Vec3 } from './types.ts';
import { dot, length, scale, subtract, unit } from './vector.ts';

function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** Even spacing along the normal, or the reason against it. */
function sliceSpacing(locations: readonly number[], name: string): number {
  const gaps = locations.slice(1).map((location, i) => location - (locations[i] ?? 0));
  const usual = median(gaps);
  const tolerance = STACK_RULES.gap * usual + STACK_RULES.samePosition;
  const odd = gaps.findIndex((gap) => Math.abs(gap - usual) > tolerance);
  if (odd < 0) {
    const first = locations[0] ?? 0;
    return ((locations.at(-1) ?? 0) - first) / gaps.length;
  }
  const missing = gaps.map((gap) => Math.round(gap / usual) - 1);
  const whole = gaps.every((gap, i) => Math.abs(gap - usual * ((missing[i] ?? 0) + 1)) <= tolerance);
  if (whole && missing.every((count) => count >= 0)) {
    throw new DicomError('missing-slices', {
      name,
      missing: missing.reduce((sum, count) => sum + count, 0),
      position: round(locations[odd] ?? 0),
      spacing: round(usual, 3),
    });
  }
  throw new DicomError('irregular-spacing', {
    name,
    smallest: round(Math.min(...gaps), 3),
    largest: round(Math.max(...gaps), 3),
  });
}

/** In-plane spacing, refused where it is no length. */
function inPlane(stack: Stack, name: string): { row: number; column: number } {
  const [row, column] = stack.slices[0]?.header.pixelSpacing ?? [0, 0];
  if (!(row > 0 && column > 0)) throw new DicomError('no-pixel-spacing', { name });
  return { row, column };
}

function axesOf(stack: Stack, name: string): readonly [Vec3, Vec3, Vec3] {
  const orientation = stack.slices[0]?.header.orientation;
  if (!orientation || !stack.normal) throw new DicomError('no-position', { name });
  const [i, j] = orientation;
  const skew = Math.max(Math.abs(length(i) - 1), Math.abs(length(j) - 1), Math.abs(dot(i, j)));
  if (skew > STACK_RULES.orthonormal) {
    throw new DicomError('bad-image-header', { name, attribute: 'ImageOrientationPatient' });
  }
  return [unit(i), unit(j), stack.normal];
}

/** A grid, and by how much the slices were moved to fit it where they lay beside each other. */
export interface StackGeometry {
  readonly geometry: Geometry;
  readonly shifts?: SliceShifts;
}

/**
 * The grid of a stack without duplicate positions. A stack that is sheared by whole pixels gets the wider grid on
 * which every voxel has its own place.
 * @throws DicomError `no-position`, `no-pixel-spacing`, `too-few-slices`, `missing-slices`,
 *   `irregular-spacing`, `gantry-tilt`, `slices-shifted`, `bad-image-header`.
 */
export function stackGeometry(stack: Stack, name: string): StackGeometry {
  const { slices } = stack;
  const [first] = slices;
  const positions = slices.flatMap(({ header }) => (header.position ? [header.position] : []));
  const [origin] = positions;
  if (!first || !origin || positions.length < slices.length) throw new DicomError('no-position', { name });
  const axes = axesOf(stack, name);
  const { row, column } = inPlane(stack, name);
  if (slices.length < 2) throw new DicomError('too-few-slices', { name });
  const locations = slices.map((slice) => slice.location);
  const spacing: Vec3 = [column, row, sliceSpacing(locations, name)];
  const size: Vec3 = [first.image.columns, first.image.rows, slices.length];
  const shifts = sliceShifts({ positions, axes, spacing }, name);
  if (!shifts) return { geometry: { size, spacing, origin, axes } };
  const [u = 0, v = 0] = shifts.pixels[0] ?? [];
  const corner = subtract(subtract(origin, scale(axes[0], u * column)), scale(axes[1], v * row));
  return {
    geometry: { size: [...sheared([size[0], size[1]], shifts), size[2]], spacing, origin: corner, axes },
    shifts,
  };
}
