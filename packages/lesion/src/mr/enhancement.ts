import type { Volume } from '@calx/dicom';
import { depthWithin } from '../distance-transform.ts';
import { countSet, toIndex, toPatient, type Region } from '../grid.ts';
import { dilated, opened } from '../morphology.ts';
import { percentile, sortedWithin } from '../statistics.ts';
import { alignmentOf, type Alignment } from './alignment.ts';
import { MrError } from './refusal.ts';
import { smoothed } from './region.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';

export type EnhancementPattern = 'none' | 'rim' | 'mesh' | 'patchy' | 'solid';

/** Change from before to after contrast. Rises are (after - gain x before) / (gain x muscle before); no unit. */
export interface Enhancement {
  readonly before: string;
  readonly after: string;
  readonly pattern: EnhancementPattern;
  /** Share of the lesion that enhances. */
  readonly share: number;
  /** Mean rise of the enhancing part. */
  readonly rise: number;
  /** Share of the enhancing part that is thin, and of that what lies in the rim. */
  readonly thin: number;
  readonly rim: number;
  /** Signal of muscle after over before: gain of the receiver and muscle's own slight enhancement together. */
  readonly gain: number;
  readonly alignment: Alignment;
}

/**
 * Enhancement of a lesion between two T1 series, after a check that they align.
 * `outlined`: is the lesion the whole mass, as a person drew it? A grown region may be a part, and then what lies about it
 * must not enhance.
 * @throws MrError `otherFrame`, `fatDiffers`, `notCovered`, `misaligned`, `enhancesBeyond`
 */
export function enhancementOf(
  before: MrSequence,
  after: MrSequence,
  lesion: SpatialMask,
  muscle: MaskedRegion,
  rules: MrRules,
  outlined: boolean,
): Enhancement {
  if (before.frameOfReference === '' || before.frameOfReference !== after.frameOfReference)
    throw new MrError('otherFrame', { name: after.name });
  if (before.fatSuppressed !== after.fatSuppressed)
    throw new MrError('fatDiffers', { before: before.name, after: after.name });
  const around = carriedTo(before.volume, lesion, rules.alignment.margin);
  if (!around) throw new MrError('notCovered');
  const { region, mask } = around;
  const first = smoothed(region);
  const second = smoothed({ size: region.size, values: resampled(after.volume, before.volume, region) });
  if (mask.some((set, at) => set && Number.isNaN(second[at]))) throw new MrError('notCovered');
  const alignment = alignmentOf(
    first,
    second.map((value) => value || 0),
    region,
    rules,
  );
  if (alignment.residual > rules.alignment.maxShift || alignment.correlation < rules.alignment.minCorrelation)
    throw new MrError('misaligned', {
      shift: alignment.residual.toFixed(1),
      limit: rules.alignment.maxShift,
      correlation: alignment.correlation.toFixed(2),
    });
  const reference = percentile(sortedWithin(muscle.region.values, muscle.mask), 0.5);
  const afterMuscle = resampled(after.volume, before.volume, muscle.region);
  const gain = percentile(sortedWithin(afterMuscle, muscle.mask), 0.5) / reference;
  const rise = first.map((value, at) => ((second[at] as number) - gain * value) / (gain * reference));
  if (!outlined) refuseBeyond(rise, mask, region, rules);
  return {
    before: before.volume.seriesUID,
    after: after.volume.seriesUID,
    ...patternOf(rise, mask, region, rules),
    gain,
    alignment,
  };
}

/** A region with enhancing tissue about it is a part of something larger, whose pattern it does not show. */
function refuseBeyond(rise: Float32Array, mask: Uint8Array, region: Region, { enhancement }: MrRules): void {
  const shell = dilated(mask, region, enhancement.widening).map((set, at) => (set && !mask[at] ? 1 : 0));
  const beyond = shell.filter((set, at) => set && (rise[at] as number) >= enhancement.voxel).length;
  const share = beyond / Math.max(1, countSet(shell));
  if (share > enhancement.beyondShare)
    throw new MrError('enhancesBeyond', { share: Math.round(100 * share) });
}

function patternOf(
  rise: Float32Array,
  mask: Uint8Array,
  region: Region,
  { enhancement: limits }: MrRules,
): Pick<Enhancement, 'pattern' | 'share' | 'rise' | 'thin' | 'rim'> {
  const enhancing = mask.map((set, at) => (set && (rise[at] as number) >= limits.voxel ? 1 : 0));
  const count = countSet(enhancing);
  const share = count / countSet(mask);
  const mean =
    enhancing.reduce((sum, set, at) => sum + (set ? (rise[at] as number) : 0), 0) / Math.max(1, count);
  const thick = opened(enhancing, region, limits.thickness);
  const thinMask = enhancing.map((set, at) => (set && !thick[at] ? 1 : 0));
  const depth = depthWithin(mask, region.size, region.spacing);
  const inRim = thinMask.filter((set, at) => set && (depth[at] as number) <= limits.rimDepth).length;
  const thin = countSet(thinMask) / Math.max(1, count);
  const rim = inRim / Math.max(1, countSet(thinMask));
  return { pattern: nameOf(), share, rise: mean, thin, rim };

  function nameOf(): EnhancementPattern {
    if (share < limits.noneShare) return 'none';
    if (share >= limits.solidShare) return 'solid';
    if (thin < limits.thinShare) return 'patchy';
    return rim >= limits.rimShare ? 'rim' : 'mesh';
  }
}

/** Values of a volume at the voxels of a region of another, interpolated linearly; NaN outside. */
function resampled(from: Volume, grid: Volume, { size, offset }: Region): Float32Array {
  const values = new Float32Array(size[0] * size[1] * size[2]);
  const [nx, ny, nz] = from.size;
  const read = (i: number, j: number, k: number): number =>
    from.data[Math.min(i, nx - 1) + nx * (Math.min(j, ny - 1) + ny * Math.min(k, nz - 1))] as number;
  for (let k = 0, at = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1) {
      for (let i = 0; i < size[0]; i += 1, at += 1) {
        const place = toPatient(grid, [i + offset[0], j + offset[1], k + offset[2]]);
        // Rounded, so that the same grid is read without interpolation.
        const [x, y, z] = toIndex(from, place).map((value) => Math.round(value * 1e4) / 1e4) as [
          number,
          number,
          number,
        ];
        const outside = x < 0 || y < 0 || z < 0 || x > nx - 1 || y > ny - 1 || z > nz - 1;
        values[at] = outside ? Number.NaN : interpolated(read, x, y, z);
      }
    }
  }
  return values;
}

function interpolated(
  read: (i: number, j: number, k: number) => number,
  x: number,
  y: number,
  z: number,
): number {
  const [i, j, k] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const [a, b, c] = [x - i, y - j, z - k];
  if (a === 0 && b === 0 && c === 0) return read(i, j, k);
  const row = (v: number, w: number): number => read(i, v, w) * (1 - a) + read(i + 1, v, w) * a;
  const plane = (w: number): number => row(j, w) * (1 - b) + row(j + 1, w) * b;
  return plane(k) * (1 - c) + plane(k + 1) * c;
}
