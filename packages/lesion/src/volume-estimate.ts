import { depthWithin, distanceTo } from './distance-transform.ts';
import { countSet, cropToBox, voxelVolume, type Index3, type Region } from './grid.ts';
import { placesBetween, type Pause } from './pause.ts';
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
 * voxels count whole; in a band about the half-height surface, inside and outside, a voxel counts by where its value
 * lies between the tissue around and the mineral within (linear mixing), both taken as medians of the layers on
 * either side, so that a rim and a soft centre each count for themselves. Noise is not clipped and cancels. Too small
 * for an inside: the highest tenth stands for it. The bounds move both levels by their spread
 * (docs/methods/measurement.md).
 */
export function estimateVolume(
  mineral: Uint8Array,
  bone: Uint8Array,
  region: Region,
  rules: CtRules,
  pause: Pause,
): VolumeEstimate {
  const cubic = voxelVolume(region);
  const total = { value: 0, low: 0, high: 0 };
  for (const part of partsOf(mineral, region.size, pause)) {
    const own = around(part, region, Math.ceil(2 * bandSteps) + 1);
    const [others, bones] = [own.cut(mineral), own.cut(bone)];
    const free = (at: number): boolean =>
      !bones[at] && !others[at] && (own.region.values[at] as number) > rules.lesion.airHU;
    const sum = mixedVoxels({ region: own.region, part: own.mask, free }, pause);
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

function partsOf(mask: Uint8Array, [nx, ny, nz]: Index3, pause: Pause): Part[] {
  const left = mask.slice();
  const queue = new Int32Array(countSet(mask));
  const parts: Part[] = [];
  let from = 0;
  for (let seed = left.indexOf(1); seed >= 0; seed = left.indexOf(1, seed)) {
    queue[from] = seed;
    left[seed] = 0;
    let to = from + 1;
    let [i0, j0, k0, i1, j1, k1] = [nx, ny, nz, -1, -1, -1];
    // No array is made for a voxel, here and in other passes: it would cost more than the rest until it is compiled.
    for (let n = from; n < to; n += 1) {
      if (n % placesBetween === 0) pause();
      const at = queue[n] as number;
      const row = Math.floor(at / nx);
      const k = Math.floor(row / ny);
      const i = at - row * nx;
      const j = row - k * ny;
      if (i < i0) i0 = i;
      if (i > i1) i1 = i;
      if (j < j0) j0 = j;
      if (j > j1) j1 = j;
      if (k < k0) k0 = k;
      if (k > k1) k1 = k;
      const a0 = Math.max(0, i - 1);
      const a1 = Math.min(nx - 1, i + 1);
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

/** A part of the mineral cut out with what lies about it. */
interface Surroundings {
  readonly region: Region;
  readonly part: Uint8Array;
  /** Is a voxel soft tissue, free of mineral and bone? */
  free(at: number): boolean;
}

/** Voxels of mineral in and around one part, fractions included, with bounds. */
function mixedVoxels(own: Surroundings, pause: Pause): { value: number; low: number; high: number } {
  const { part, region } = own;
  const found = layersAbout(part, own, pause);
  const outer = found.outer.length > 0 ? median(found.outer) : 0;
  const thick = found.inner.length >= enough;
  // The threshold lies low on the edge of dense mineral: the band is put about half height, so that what blur takes
  // from the inside and what it spreads outside both lie in it.
  const core = thick ? atHalfHeight(own, found, (median(found.inner) + outer) / 2) : part;
  const { inner, band, whole } = core === part ? found : layersAbout(core, own, pause);
  const plateau = inner.length >= enough ? median(inner) : mean(highest(part, region.values));
  const spread =
    inner.length >= enough
      ? madToSd * median(inner.map((value) => Math.abs(value - plateau)))
      : (plateau - outer) / 4;
  const sum = (shift: number): number => {
    const above = plateau + shift;
    const below = outer + shift / 2;
    let out = whole;
    for (const at of band)
      out += Math.min(largestShare, ((region.values[at] as number) - below) / Math.max(1, above - below));
    return Math.max(0, out);
  };
  const value = sum(0);
  return { value, low: Math.min(value, sum(spread)), high: Math.max(value, sum(-spread)) };
}

/** What lies at which depth about the surface of a body. */
interface Layers {
  /** Places within `bandSteps` of the surface, on either side. */
  readonly band: readonly number[];
  /** Values of the next layers, inside and (soft tissue only) outside. */
  readonly inner: readonly number[];
  readonly outer: readonly number[];
  /** Voxels of the body deeper than the band. */
  readonly whole: number;
}

function layersAbout(body: Uint8Array, { region, part, free }: Surroundings, pause: Pause): Layers {
  const { size, values } = region;
  const depth = depthWithin(body, size, [1, 1, 1], pause);
  const reach = distanceTo(body, size, [1, 1, 1], pause);
  const layers = { band: [] as number[], inner: [] as number[], outer: [] as number[], whole: 0 };
  for (let at = 0; at < body.length; at += 1) {
    const steps = body[at] ? (depth[at] as number) : (reach[at] as number);
    if (body[at] && steps > bandSteps) {
      layers.whole += 1;
      if (steps <= 2 * bandSteps) layers.inner.push(values[at] as number);
    } else if (steps <= bandSteps) {
      if (part[at] || free(at)) layers.band.push(at);
    } else if (steps <= 2 * bandSteps && free(at)) layers.outer.push(values[at] as number);
  }
  return layers;
}

/** The part without those voxels of its band that lie below a level; the part itself where there is none. */
function atHalfHeight({ part, region }: Surroundings, { band }: Layers, level: number): Uint8Array {
  const below = band.filter((at) => part[at] && (region.values[at] as number) < level);
  if (below.length === 0) return part;
  const core = part.slice();
  for (const at of below) core[at] = 0;
  return core;
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
