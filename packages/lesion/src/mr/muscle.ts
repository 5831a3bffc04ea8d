import type { Vec3 } from '@calx/dicom';
import { depthWithin } from '../distance-transform.ts';
import { countSet, toIndex, toPatient, voxelVolume, type Index3, type Region } from '../grid.ts';
import { dilated, eroded, largestPart, maskOf } from '../morphology.ts';
import { percentile, spreadOf } from '../statistics.ts';
import { MrError } from './refusal.ts';
import { ballAt, smoothed } from './region.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';

/** The reference tissue: which voxels, how they were chosen, and where their middle lies. */
export interface MuscleReference extends MaskedRegion {
  readonly rule: 'click' | 'proposed';
  /** LPS mm. */
  readonly centre: Vec3;
}

/**
 * The muscle that a person clicked: a ball about the point.
 * @throws MrError `muscleOutside`, `muscleMixed` where it is not even
 */
export function clickedMuscle({ volume }: MrSequence, at: Vec3, rules: MrRules): MuscleReference {
  const index = toIndex(volume, at).map(Math.round) as unknown as Index3;
  if (index.some((value, axis) => value < 0 || value >= (volume.size[axis] ?? 0)))
    throw new MrError('muscleOutside');
  const source = singleVoxel(index);
  const found = carriedTo(volume, { geometry: volume, ...source }, rules.muscle.clickRadius);
  if (!found) throw new MrError('muscleOutside');
  const { region } = found;
  const here = index.map((value, axis) => value - (region.offset[axis] ?? 0)) as unknown as Index3;
  const mask = new Uint8Array(region.values.length);
  for (const place of ballAt(region, here, rules.muscle.clickRadius)) mask[place] = 1;
  const { mean, sd } = spreadOf(smoothed(region).filter((_, place) => mask[place] === 1));
  if (sd > rules.muscle.variationMax * mean)
    throw new MrError('muscleMixed', { variation: Math.round((100 * sd) / Math.max(1e-6, mean)) });
  return { region, mask, rule: 'click', centre: at };
}

function singleVoxel(index: Index3): Pick<SpatialMask, 'region' | 'mask'> {
  return { region: { size: [1, 1, 1], offset: index }, mask: Uint8Array.of(1) };
}

/**
 * The largest even region of middling signal near the lesion, a proposal: voxels whose neighbourhood is even; among
 * their signals between those of cortex and fat, the most frequent; the largest connected part of that tissue, and of it
 * the surroundings of its deepest point.
 * @throws MrError `noMuscle`
 */
export function proposedMuscle(sequence: MrSequence, lesion: SpatialMask, rules: MrRules): MuscleReference {
  const { volume } = sequence;
  const limits = rules.muscle;
  const near = carriedTo(volume, lesion, limits.searchMargin);
  if (!near) throw new MrError('noMuscle');
  const { region } = near;
  const lesionZone = dilated(near.mask, region, limits.keepOff);
  const { mean, even } = evenness(region, limits.variationMax);
  for (let at = 0; at < even.length; at += 1) if (lesionZone[at]) even[at] = 0;
  const level = commonestLevel(mean, even, sequence.fatSuppressed, rules);
  if (level === null) throw new MrError('noMuscle');
  const tissue = maskOf(
    even,
    (set, at) => set === 1 && Math.abs((mean[at] as number) - level) <= limits.band * level,
  );
  const part = largestPart(eroded(tissue, region, limits.erosion), region.size);
  if (countSet(part) * voxelVolume(region) < limits.minVolume) throw new MrError('noMuscle');
  const centre = deepest(part, region);
  const mask = new Uint8Array(part.length);
  for (const place of ballAt(region, centre, limits.sampleRadius)) mask[place] = part[place] as number;
  const index = centre.map((value, axis) => value + (region.offset[axis] ?? 0)) as unknown as Index3;
  return { region, mask, rule: 'proposed', centre: toPatient(volume, index) };
}

/** Mean of each voxel's 3 x 3 neighbours in its slice, and whether their spread is small against it. */
function evenness(region: Region, variationMax: number): { mean: Float32Array; even: Uint8Array } {
  const mean = smoothed(region);
  const squares = smoothed({ size: region.size, values: region.values.map((value) => value * value) });
  const even = maskOf(mean, (value, at) => {
    const variance = Math.max(0, (squares[at] as number) - value * value);
    return value > 0 && Math.sqrt(variance) <= variationMax * value;
  });
  return { mean, even };
}

const bins = 64;
/** Every so many voxels are enough for the histogram. */
const everyVoxel = 5;

/** The most frequent signal of even tissue between cortex and fat; on fat-suppressed images there is no upper limit. */
function commonestLevel(
  mean: Float32Array,
  even: Uint8Array,
  fatSuppressed: boolean,
  { muscle }: MrRules,
): number | null {
  const values = mean.filter((_, at) => at % everyVoxel === 0 && even[at] === 1).sort();
  if (values.length === 0) return null;
  const brightest = percentile(values, 0.98);
  const low = muscle.midLow * brightest;
  const high = fatSuppressed ? brightest : muscle.midHigh * brightest;
  const counts = new Float64Array(bins);
  const width = (high - low) / bins;
  for (const value of values) {
    const bin = Math.floor((value - low) / width);
    if (bin >= 0 && bin < bins) counts[bin] = (counts[bin] as number) + 1;
  }
  let best = -1;
  let most = 0;
  for (let bin = 0; bin < bins; bin += 1) {
    let sum = 0;
    for (let near = Math.max(0, bin - 2); near <= Math.min(bins - 1, bin + 2); near += 1)
      sum += counts[near] as number;
    if (sum > most) {
      most = sum;
      best = bin;
    }
  }
  return best < 0 ? null : low + (best + 0.5) * width;
}

/** The voxel farthest inside a mask. */
function deepest(mask: Uint8Array, { size, spacing }: Region): Index3 {
  const depth = depthWithin(mask, size, spacing);
  let best = 0;
  for (let at = 1; at < depth.length; at += 1) if ((depth[at] as number) > (depth[best] as number)) best = at;
  const row = Math.floor(best / size[0]);
  return [best % size[0], row % size[1], Math.floor(row / size[1])];
}
