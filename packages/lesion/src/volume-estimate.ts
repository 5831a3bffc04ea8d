import { distanceTo } from './distance-transform.ts';
import { cropTo, voxelVolume, type Region } from './grid.ts';
import type { CtRules } from './rules.ts';

/** A volume with its bounds, mm3. */
export interface VolumeEstimate {
  readonly value: number;
  readonly unit: 'mm3';
  readonly low: number;
  readonly high: number;
}

/** Voxel steps on either side of the surface within which a voxel may be mixed; blur goes with the voxel. */
const bandSteps = 1.5;
/** Voxels needed for a median that stands for a material. */
const enough = 6;
/** Median absolute deviation to standard deviation of a normal distribution. */
const madToSd = 1.4826;

/**
 * The best estimate of the true volume, partial volume accounted for, component by component (26-connected): deep
 * voxels count whole; in a band about the surface, inside and outside, a voxel counts by where its value lies between
 * the tissue around and the mineral within (linear mixing), both taken as medians of the layers on either side, so
 * that a rim and a soft centre each count for themselves. Noise is not clipped and cancels. Too small for an inside:
 * the highest tenth stands for it. The bounds move both levels by their spread (docs/methods/measurement.md).
 */
export function estimateVolume(
  mineral: Uint8Array,
  bone: Uint8Array,
  region: Region,
  rules: CtRules,
): VolumeEstimate {
  const cubic = voxelVolume(region);
  const total = { value: 0, low: 0, high: 0 };
  for (const part of partsOf(mineral, region)) {
    const { region: own, crop } = cropTo(region, part, Math.ceil(2 * bandSteps) + 1);
    const sum = mixedVoxels(crop(part), crop(mineral), crop(bone), own, rules);
    total.value += sum.value * cubic;
    total.low += sum.low * cubic;
    total.high += sum.high * cubic;
  }
  return { ...total, unit: 'mm3' };
}

/** The 26-connected parts of a mask, each as a mask of the region. */
function* partsOf(mask: Uint8Array, { size }: Region): Generator<Uint8Array> {
  const left = mask.slice();
  const [nx, ny, nz] = size;
  for (let seed = left.indexOf(1); seed >= 0; seed = left.indexOf(1, seed)) {
    const part = new Uint8Array(mask.length);
    const queue = [seed];
    left[seed] = 0;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      part[at] = 1;
      const i = at % nx;
      const j = Math.floor(at / nx) % ny;
      const k = Math.floor(at / nx / ny);
      for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c += 1)
        for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1)
          for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a += 1) {
            const beside = a + nx * (b + ny * c);
            if (!left[beside]) continue;
            left[beside] = 0;
            queue.push(beside);
          }
    }
    yield part;
  }
}

/** Voxels of mineral in and around one part, fractions included, with bounds. */
function mixedVoxels(
  part: Uint8Array,
  mineral: Uint8Array,
  bone: Uint8Array,
  { size, values }: Region,
  rules: CtRules,
): { value: number; low: number; high: number } {
  const depth = distanceTo(invert(part), size, [1, 1, 1]);
  const reach = distanceTo(part, size, [1, 1, 1]);
  const inner: number[] = [];
  const outer: number[] = [];
  const own: number[] = [];
  const free = (at: number): boolean =>
    !bone[at] && !mineral[at] && (values[at] as number) > rules.lesion.airHU;
  const inLayer = (steps: number): boolean => steps > bandSteps && steps <= 2 * bandSteps;
  for (let at = 0; at < part.length; at += 1) {
    const value = values[at] as number;
    if (part[at]) {
      own.push(value);
      if (inLayer(depth[at] as number)) inner.push(value);
    } else if (free(at) && inLayer(reach[at] as number)) outer.push(value);
  }
  const thick = inner.length >= enough;
  const plateau = thick ? median(inner) : mean(highest(own));
  const background = outer.length > 0 ? median(outer) : 0;
  const spread = thick
    ? madToSd * median(inner.map((value) => Math.abs(value - plateau)))
    : (plateau - background) / 4;
  const sum = (shift: number): number => {
    const above = plateau + shift;
    const below = background + shift / 2;
    let out = 0;
    for (let at = 0; at < part.length; at += 1) {
      if (part[at] && (depth[at] as number) > bandSteps) out += 1;
      else if (part[at] || ((reach[at] as number) <= bandSteps && free(at)))
        out += Math.min(largestShare, ((values[at] as number) - below) / Math.max(1, above - below));
    }
    return Math.max(0, out);
  };
  const value = sum(0);
  return { value, low: Math.min(value, sum(spread)), high: Math.max(value, sum(-spread)) };
}

/** A voxel of heterogeneous mineral may be denser than the layer within, but is not many voxels. */
const largestShare = 1.25;

const invert = (mask: Uint8Array): Uint8Array => mask.map((set) => (set ? 0 : 1));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

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
