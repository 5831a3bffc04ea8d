import type { Vec3 } from '@calx/dicom';
import type { Index3, Region } from '../grid.ts';
import type { MrRules } from './rules.ts';

/** How well two images of one place meet. */
export interface Alignment {
  /** Shift that makes their edges meet best, mm along i, j, k. */
  readonly shift: Vec3;
  /** Its length, mm. */
  readonly residual: number;
  /** Correlation of their edges at that shift, 0 to 1. */
  readonly correlation: number;
}

/**
 * Residual shift of two images on one grid: the whole-voxel shift with the highest correlation of gradient magnitudes,
 * refined by a parabola in each direction. Edges, not signals, since contrast medium changes signal.
 */
export function alignmentOf(
  fixed: Float32Array,
  moving: Float32Array,
  region: Region,
  rules: MrRules,
): Alignment {
  const { size, spacing } = region;
  const a = edgesOf(fixed, size);
  const b = edgesOf(moving, size);
  const reach = size.map((count, axis) =>
    count < 5
      ? 0
      : Math.min(Math.ceil(rules.alignment.reach / (spacing[axis] ?? 1)), Math.floor((count - 3) / 2)),
  ) as unknown as Index3;
  const at = (shift: Index3): number => correlation(a, b, size, reach, shift);
  let best: Index3 = [0, 0, 0];
  let most = at(best);
  // Down the hill of misfit from no shift: the nearest maximum is the one that patient motion made.
  for (let moved = true; moved;) {
    moved = false;
    for (let axis = 0; axis < 3; axis += 1) {
      for (const step of [-1, 1]) {
        const next = best.map((value, n) => (n === axis ? value + step : value)) as unknown as Index3;
        if (Math.abs(next[axis] ?? 0) > (reach[axis] ?? 0)) continue;
        const found = at(next);
        if (found <= most) continue;
        most = found;
        best = next;
        moved = true;
      }
    }
  }
  const shift = best.map((value, axis) => {
    if (Math.abs(value) >= (reach[axis] ?? 0)) return value * (spacing[axis] ?? 1);
    const beside = (step: number): number =>
      at(best.map((other, n) => (n === axis ? other + step : other)) as unknown as Index3);
    const [low, high] = [beside(-1), beside(1)];
    const curve = low - 2 * most + high;
    return (value + (curve < 0 ? (low - high) / (2 * curve) : 0)) * (spacing[axis] ?? 1);
  }) as unknown as Vec3;
  return { shift, residual: Math.hypot(...shift), correlation: most };
}

/** Gradient magnitude in the plane. */
function edgesOf(values: Float32Array, [nx, ny]: Index3): Float32Array {
  return values.map((_, at) => {
    const i = at % nx;
    const j = Math.floor(at / nx) % ny;
    if (i === 0 || j === 0 || i === nx - 1 || j === ny - 1) return 0;
    return Math.hypot(
      (values[at + 1] as number) - (values[at - 1] as number),
      (values[at + nx] as number) - (values[at - nx] as number),
    );
  });
}

/** Pearson correlation of a with b moved by a shift, over the voxels that every shift within reach leaves inside. */
function correlation(a: Float32Array, b: Float32Array, size: Index3, reach: Index3, shift: Index3): number {
  const [nx, ny, nz] = size;
  const move = shift[0] + nx * (shift[1] + ny * shift[2]);
  let [n, sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0, 0];
  for (let k = reach[2]; k < nz - reach[2]; k += 1) {
    for (let j = reach[1]; j < ny - reach[1]; j += 1) {
      const row = nx * (j + ny * k);
      for (let i = reach[0]; i < nx - reach[0]; i += 1) {
        const x = a[row + i] as number;
        const y = b[row + i + move] as number;
        n += 1;
        sumA += x;
        sumB += y;
        sumAA += x * x;
        sumBB += y * y;
        sumAB += x * y;
      }
    }
  }
  const spread = (sumAA - (sumA * sumA) / n) * (sumBB - (sumB * sumB) / n);
  return spread > 0 ? (sumAB - (sumA * sumB) / n) / Math.sqrt(spread) : 0;
}
