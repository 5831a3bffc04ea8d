import type { Vec3 } from '@calx/dicom';
import type { Index3 } from './grid.ts';
import { noPause, type Pause } from './pause.ts';

const far = 1e20;

/**
 * Exact Euclidean distance in mm from each voxel's centre to the nearest set voxel's centre (0 on set voxels).
 * Felzenszwalb PF, Huttenlocher DP 2012, doi:10.4086/toc.2012.v008a019, with voxel spacing. Where nothing is set,
 * every distance is Infinity.
 */
export function distanceTo(mask: Uint8Array, size: Index3, spacing: Vec3, pause = noPause): Float32Array {
  const squared = new Float32Array(mask.length);
  for (let at = 0; at < mask.length; at += 1) squared[at] = mask[at] ? 0 : far;
  return transformed(squared, size, spacing, pause);
}

/** Exact distance in mm from each set voxel's centre to the nearest unset voxel's centre (0 on unset voxels). */
export function depthWithin(mask: Uint8Array, size: Index3, spacing: Vec3, pause = noPause): Float32Array {
  const squared = new Float32Array(mask.length);
  for (let at = 0; at < mask.length; at += 1) squared[at] = mask[at] ? far : 0;
  return transformed(squared, size, spacing, pause);
}

function transformed(squared: Float32Array, [nx, ny, nz]: Index3, spacing: Vec3, pause: Pause): Float32Array {
  const longest = Math.max(nx, ny, nz);
  const work = {
    line: new Float64Array(longest),
    parabola: new Int32Array(longest),
    bound: new Float64Array(longest + 1),
  };
  for (let row = 0; row < squared.length; row += nx) alongRow(squared, row, nx, spacing[0] ** 2);
  for (let k = 0; k < nz; k += 1) {
    pause();
    for (let i = 0; i < nx; i += 1) transformLine(squared, i + nx * ny * k, nx, ny, spacing[1], work);
  }
  for (let j = 0; j < ny; j += 1) {
    pause();
    for (let i = 0; i < nx; i += 1) transformLine(squared, i + nx * j, nx * ny, nz, spacing[2], work);
  }
  for (let at = 0; at < squared.length; at += 1) {
    const value = squared[at] as number;
    if (value > 0) squared[at] = value >= far / 2 ? Number.POSITIVE_INFINITY : Math.sqrt(value);
  }
  return squared;
}

/** The first direction holds zeros and far values only: two sweeps. */
function alongRow(values: Float32Array, from: number, count: number, unit: number): void {
  let steps = count;
  let any = false;
  for (let at = from; at < from + count; at += 1) {
    if (values[at] === 0) {
      steps = 0;
      any = true;
    } else if (any) {
      steps += 1;
      values[at] = steps * steps * unit;
    }
  }
  if (!any) return;
  steps = count;
  any = false;
  for (let at = from + count - 1; at >= from; at -= 1) {
    if (values[at] === 0) {
      steps = 0;
      any = true;
    } else if (any) {
      steps += 1;
      const squared = steps * steps * unit;
      if (squared < (values[at] as number)) values[at] = squared;
    }
  }
}

interface Work {
  readonly line: Float64Array;
  readonly parabola: Int32Array;
  readonly bound: Float64Array;
}

/**
 * Lower envelope of parabolas along one line of squared distances, in place. Zeros stay and hide what lies beyond
 * them, so that each stretch between two zeros is done by itself.
 */
function transformLine(
  values: Float32Array,
  from: number,
  step: number,
  count: number,
  spacing: number,
  work: Work,
): void {
  let first = 0;
  while (first < count) {
    while (first < count && values[from + first * step] === 0) first += 1;
    if (first === count) return;
    let last = first;
    while (last < count && values[from + last * step] !== 0) last += 1;
    // With the zeros at either end, where there are any.
    const low = first > 0 ? first - 1 : first;
    const high = last < count ? last + 1 : last;
    transformStretch(values, from + low * step, step, high - low, spacing, work);
    first = last;
  }
}

function transformStretch(
  values: Float32Array,
  from: number,
  step: number,
  count: number,
  spacing: number,
  { line, parabola, bound }: Work,
): void {
  const unit = spacing * spacing;
  let top = -1;
  for (let q = 0, at = from; q < count; q += 1, at += step) {
    const height = values[at] as number;
    line[q] = height;
    if (height >= far / 2) continue;
    let crossing = Number.NEGATIVE_INFINITY;
    while (top >= 0) {
      const p = parabola[top] as number;
      crossing = ((height - (line[p] as number)) / unit + q * q - p * p) / (2 * (q - p));
      if (crossing > (bound[top] as number)) break;
      top -= 1;
    }
    if (top < 0) crossing = Number.NEGATIVE_INFINITY;
    top += 1;
    parabola[top] = q;
    bound[top] = crossing;
  }
  if (top < 0) return;
  bound[top + 1] = Number.POSITIVE_INFINITY;
  for (let q = 0, p = 0, at = from; q < count; q += 1, at += step) {
    while ((bound[p + 1] as number) < q) p += 1;
    const centre = parabola[p] as number;
    values[at] = unit * (q - centre) * (q - centre) + (line[centre] as number);
  }
}
