import { depthWithin, distanceTo } from './distance-transform.ts';
import { cropToBox, voxelVolume, type Index3, type Region } from './grid.ts';
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
  for (const part of partsOf(mineral, region.size)) {
    const own = around(part, region, Math.ceil(2 * bandSteps) + 1);
    const sum = mixedVoxels(own.mask, own.cut(mineral), own.cut(bone), own.region, rules);
    total.value += sum.value * cubic;
    total.low += sum.low * cubic;
    total.high += sum.high * cubic;
  }
  return { ...total, unit: 'mm3' };
}

/** The 26-connected parts of a mask, each as the places of its voxels. */
function partsOf(mask: Uint8Array, [nx, ny, nz]: Index3): number[][] {
  const left = mask.slice();
  const parts: number[][] = [];
  for (let seed = left.indexOf(1); seed >= 0; seed = left.indexOf(1, seed)) {
    const part = [seed];
    left[seed] = 0;
    for (let n = 0; n < part.length; n += 1) {
      const at = part[n] as number;
      const i = at % nx;
      const j = Math.floor(at / nx) % ny;
      const k = Math.floor(at / nx / ny);
      for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c += 1)
        for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1)
          for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a += 1) {
            const beside = a + nx * (b + ny * c);
            if (!left[beside]) continue;
            left[beside] = 0;
            part.push(beside);
          }
    }
    parts.push(part);
  }
  return parts;
}

/** A part's mask and other masks within its box and a margin. */
function around(part: readonly number[], region: Region, margin: number) {
  const [nx, ny] = region.size;
  const low = [...region.size] as [number, number, number];
  const high: [number, number, number] = [-1, -1, -1];
  for (const at of part) {
    const k = Math.floor(at / (nx * ny));
    const j = Math.floor(at / nx) - k * ny;
    const i = at % nx;
    if (i < low[0]) low[0] = i;
    if (j < low[1]) low[1] = j;
    if (k < low[2]) low[2] = k;
    if (i > high[0]) high[0] = i;
    if (j > high[1]) high[1] = j;
    if (k > high[2]) high[2] = k;
  }
  const { region: own, crop } = cropToBox(region, low, high, margin);
  const mask = new Uint8Array(own.values.length);
  const shift = [0, 1, 2].map(
    (axis) => (own.offset[axis] ?? 0) - (region.offset[axis] ?? 0),
  ) as unknown as Index3;
  for (const at of part) {
    const k = Math.floor(at / (nx * ny));
    const j = Math.floor(at / nx) - k * ny;
    mask[(at % nx) - shift[0] + own.size[0] * (j - shift[1] + own.size[1] * (k - shift[2]))] = 1;
  }
  return { region: own, mask, cut: crop };
}

/** Voxels of mineral in and around one part, fractions included, with bounds. */
function mixedVoxels(
  part: Uint8Array,
  mineral: Uint8Array,
  bone: Uint8Array,
  { size, values }: Region,
  rules: CtRules,
): { value: number; low: number; high: number } {
  const depth = depthWithin(part, size, [1, 1, 1]);
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
