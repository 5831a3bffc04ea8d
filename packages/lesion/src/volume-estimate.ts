import { distanceTo } from './distance-transform.ts';
import { faceSteps, voxelVolume, type Region } from './grid.ts';
import type { CtRules } from './rules.ts';

/** A volume with its bounds, mm3. */
export interface VolumeEstimate {
  readonly value: number;
  readonly unit: 'mm3';
  readonly low: number;
  readonly high: number;
}

/** Depth in voxel diagonals beyond which a voxel is wholly mineral, and reach beyond which it holds none. */
const bandDiagonals = 1.3;
/** Deep voxels needed for a mean that stands for unmixed mineral. */
const minDeep = 8;

/**
 * The best estimate of the true volume, partial volume accounted for: deep voxels count whole; in a band about the
 * surface, inside and outside, a voxel counts by where its value lies between the tissue around and the mineral
 * within (linear mixing). Fractions are not clipped, so that noise cancels. Too small for an inside: the peak stands
 * for it. Linear mixing as in Yoo TS et al., partial-volume classification (docs/methods/measurement.md).
 */
export function estimateVolume(
  mineral: Uint8Array,
  bone: Uint8Array,
  region: Region,
  rules: CtRules,
): VolumeEstimate {
  const { size, spacing, values } = region;
  const cubic = voxelVolume(region);
  const outside = Uint8Array.from(mineral, (set) => (set ? 0 : 1));
  const depth = distanceTo(outside, size, spacing);
  const reach = distanceTo(mineral, size, spacing);
  const diagonal = Math.hypot(...spacing) / Math.sqrt(3);
  const band = bandDiagonals * diagonal;
  const plateau = plateauOf(mineral, depth, values, band);
  const around: number[] = [];
  for (let at = 0; at < mineral.length; at += 1) {
    const away = reach[at] as number;
    if (away > band * 1.5 && away <= band * 4 && !bone[at] && (values[at] as number) > rules.lesion.airHU)
      around.push(values[at] as number);
  }
  const background = around.length > 0 ? median(around) : 0;
  let value = 0;
  let surface = 0;
  const steps = faceSteps(size);
  for (let at = 0; at < mineral.length; at += 1) {
    if (mineral[at]) {
      value += (depth[at] as number) > band ? 1 : fraction(values[at] as number, background, plateau);
      for (const [, , , step] of steps)
        if (!mineral[at + step]) surface += cubic / spacing[stepAxis(step, size[0])];
    } else if ((reach[at] as number) <= band && !bone[at] && (values[at] as number) > rules.lesion.airHU) {
      value += fraction(values[at] as number, background, plateau);
    }
  }
  const best = Math.max(0, value) * cubic;
  const spread = surface * rules.uncertainty.surfaceShift * diagonal;
  return { value: best, unit: 'mm3', low: Math.max(0, best - spread), high: best + spread };
}

function fraction(value: number, background: number, plateau: number): number {
  return (value - background) / Math.max(1, plateau - background);
}

function stepAxis(step: number, nx: number): 0 | 1 | 2 {
  const length = Math.abs(step);
  if (length === 1) return 0;
  return length === nx ? 1 : 2;
}

/** Density of unmixed mineral: the mean of the deep voxels, or of the highest tenth where none is deep. */
function plateauOf(mineral: Uint8Array, depth: Float32Array, values: Float32Array, band: number): number {
  const deep: number[] = [];
  const all: number[] = [];
  for (let at = 0; at < mineral.length; at += 1) {
    if (!mineral[at]) continue;
    all.push(values[at] as number);
    if ((depth[at] as number) > band) deep.push(values[at] as number);
  }
  const pool = deep.length >= minDeep ? deep : highest(all);
  return pool.reduce((sum, value) => sum + value, 0) / Math.max(1, pool.length);
}

function highest(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => b - a);
  return sorted.slice(0, Math.max(1, Math.ceil(sorted.length / 10)));
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
