import { cropToBox, voxelVolume, type Index3, type Region } from './grid.ts';
import { labelRuns } from './label-runs.ts';
import { stepsOutside, stepsWithin } from './near-surface.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { paintRuns, runsOfComponent, type RunSet } from './run-set.ts';

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
  const parts = labelRuns(mineral, region.size, 1, 1, pause, 26);
  for (const { label } of parts.components) {
    const own = around(runsOfComponent(parts, label), region, Math.ceil(2 * bandSteps) + 1);
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

/** A part of a region as a mask and other masks within its box and a margin. */
function around(part: RunSet, region: Region, margin: number) {
  const { region: own, crop } = cropToBox(region, part.first, part.last, margin);
  const mask = new Uint8Array(own.values.length);
  const offset = own.offset.map((value, axis) => value - (region.offset[axis] ?? 0)) as unknown as Index3;
  paintRuns(part, mask, { size: own.size, offset }, region.size[1]);
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
  const within = stepsWithin(body, size);
  pause();
  const outside = stepsOutside(body, size);
  pause();
  const [near, far] = [bandSteps ** 2, (2 * bandSteps) ** 2];
  const layers = { band: [] as number[], inner: [] as number[], outer: [] as number[], whole: 0 };
  for (let at = 0; at < body.length; at += 1) {
    const squared = (body[at] ? within[at] : outside[at]) as number;
    if (body[at] && squared > near) {
      layers.whole += 1;
      if (squared <= far) layers.inner.push(values[at] as number);
    } else if (squared <= near) {
      if (part[at] || free(at)) layers.band.push(at);
    } else if (squared <= far && free(at)) layers.outer.push(values[at] as number);
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
