import type { Vec3 } from '@calx/dicom';
import type { Index3 } from './grid.ts';

const far = 1e20;

/**
 * Exact Euclidean distance in mm from each voxel's centre to the nearest set voxel's centre (0 on set voxels).
 * Felzenszwalb PF, Huttenlocher DP 2012, doi:10.4086/toc.2012.v008a019, with voxel spacing. Where nothing is set,
 * every distance is Infinity.
 */
export function distanceTo(mask: Uint8Array, size: Index3, spacing: Vec3): Float32Array {
  const squared = new Float32Array(mask.length);
  for (let at = 0; at < mask.length; at += 1) squared[at] = mask[at] ? 0 : far;
  const [nx, ny, nz] = size;
  const longest = Math.max(nx, ny, nz);
  const work = {
    line: new Float64Array(longest),
    parabola: new Int32Array(longest),
    bound: new Float64Array(longest + 1),
  };
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) transformLine(squared, nx * (j + ny * k), 1, nx, spacing[0], work);
  }
  for (let k = 0; k < nz; k += 1) {
    for (let i = 0; i < nx; i += 1) transformLine(squared, i + nx * ny * k, nx, ny, spacing[1], work);
  }
  for (let j = 0; j < ny; j += 1) {
    for (let i = 0; i < nx; i += 1) transformLine(squared, i + nx * j, nx * ny, nz, spacing[2], work);
  }
  for (let at = 0; at < squared.length; at += 1) {
    const value = squared[at] ?? far;
    squared[at] = value >= far / 2 ? Number.POSITIVE_INFINITY : Math.sqrt(value);
  }
  return squared;
}

interface Work {
  readonly line: Float64Array;
  readonly parabola: Int32Array;
  readonly bound: Float64Array;
}

/** Lower envelope of parabolas along one line of squared distances, in place. */
function transformLine(
  values: Float32Array,
  from: number,
  step: number,
  count: number,
  spacing: number,
  work: Work,
): void {
  const { line, parabola, bound } = work;
  let any = false;
  for (let q = 0; q < count; q += 1) {
    const value = values[from + q * step] as number;
    line[q] = value;
    if (value < far / 2) any = true;
  }
  if (!any) return;
  const unit = spacing * spacing;
  let top = -1;
  for (let q = 0; q < count; q += 1) {
    const height = line[q] as number;
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
  bound[top + 1] = Number.POSITIVE_INFINITY;
  for (let q = 0, p = 0; q < count; q += 1) {
    while ((bound[p + 1] as number) < q) p += 1;
    const centre = parabola[p] as number;
    values[from + q * step] = unit * (q - centre) * (q - centre) + (line[centre] as number);
  }
}
