import { depthWithin, distanceTo } from './distance-transform.ts';
import { countSet, cropToBox, voxelVolume, type Index3, type Region } from './grid.ts';
import type { CtRules } from './rules.ts';
import { eachPlace } from './surface-places.ts';

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

/** A 26-connected part of a mask: the places of its voxels and the box that holds them. */
interface Part {
  readonly places: Int32Array;
  readonly first: Index3;
  readonly last: Index3;
}

function partsOf(mask: Uint8Array, [nx, ny, nz]: Index3): Part[] {
  const left = mask.slice();
  const queue = new Int32Array(countSet(mask));
  const parts: Part[] = [];
  let from = 0;
  for (let seed = left.indexOf(1); seed >= 0; seed = left.indexOf(1, seed)) {
    queue[from] = seed;
    left[seed] = 0;
    let to = from + 1;
    let [i0, j0, k0, i1, j1, k1] = [nx, ny, nz, -1, -1, -1];
    for (let n = from; n < to; n += 1) {
      const at = queue[n] as number;
      const row = Math.floor(at / nx);
      const k = Math.floor(row / ny);
      const [i, j] = [at - row * nx, row - k * ny];
      if (i < i0) i0 = i;
      if (i > i1) i1 = i;
      if (j < j0) j0 = j;
      if (j > j1) j1 = j;
      if (k < k0) k0 = k;
      if (k > k1) k1 = k;
      const [a0, a1] = [Math.max(0, i - 1), Math.min(nx - 1, i + 1)];
      for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c += 1)
        for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1)
          for (let beside = a0 + nx * (b + ny * c), end = beside + a1 - a0; beside <= end; beside += 1) {
            if (!left[beside]) continue;
            left[beside] = 0;
            queue[to] = beside;
            to += 1;
          }
    }
    parts.push({ places: queue.subarray(from, to), first: [i0, j0, k0], last: [i1, j1, k1] });
    from = to;
  }
  return parts;
}

/** A part as a mask and other masks within its box and a margin. */
function around({ places, first, last }: Part, region: Region, margin: number) {
  const [nx, ny] = region.size;
  const { region: own, crop } = cropToBox(region, first, last, margin);
  const mask = new Uint8Array(own.values.length);
  const [a, b, c] = own.offset.map(
    (offset, axis) => offset - (region.offset[axis] ?? 0),
  ) as unknown as Index3;
  eachPlace([nx, ny, region.size[2]], places, (i, j, k) => {
    mask[i - a + own.size[0] * (j - b + own.size[1] * (k - c))] = 1;
  });
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
  /** Places in the band about the surface, in order; those deeper are only counted. */
  const band: number[] = [];
  let whole = 0;
  for (let at = 0; at < part.length; at += 1) {
    const steps = part[at] ? (depth[at] as number) : (reach[at] as number);
    if (steps > 2 * bandSteps) {
      if (part[at]) whole += 1;
      continue;
    }
    const value = values[at] as number;
    const free = !part[at] && !bone[at] && !mineral[at] && value > rules.lesion.airHU;
    if (steps <= bandSteps) {
      if (part[at] || free) band.push(at);
    } else if (part[at]) {
      whole += 1;
      inner.push(value);
    } else if (free) outer.push(value);
  }
  const thick = inner.length >= enough;
  const plateau = thick ? median(inner) : mean(highest(part, values));
  const background = outer.length > 0 ? median(outer) : 0;
  const spread = thick
    ? madToSd * median(inner.map((value) => Math.abs(value - plateau)))
    : (plateau - background) / 4;
  const sum = (shift: number): number => {
    const above = plateau + shift;
    const below = background + shift / 2;
    let out = whole;
    for (const at of band)
      out += Math.min(largestShare, ((values[at] as number) - below) / Math.max(1, above - below));
    return Math.max(0, out);
  };
  const value = sum(0);
  return { value, low: Math.min(value, sum(spread)), high: Math.max(value, sum(-spread)) };
}

/** A voxel of heterogeneous mineral may be denser than the layer within, but is not many voxels. */
const largestShare = 1.25;

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** The highest tenth of a mask's values. */
function highest(mask: Uint8Array, values: Region['values']): number[] {
  const sorted = [...values].filter((_, at) => mask[at]).sort((a, b) => b - a);
  return sorted.slice(0, Math.max(1, Math.ceil(sorted.length / 10)));
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
