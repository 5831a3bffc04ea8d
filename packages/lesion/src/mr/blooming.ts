import { countSet, voxelVolume } from '../grid.ts';
import { dilated } from '../morphology.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MrSequence, type SpatialMask } from './sequence.ts';

/** Dark volume about the lesion on gradient echo against another sequence. */
export interface Blooming {
  readonly gradientEcho: string;
  readonly comparison: string;
  /** mm3 */
  readonly darkOnGradientEcho: number;
  readonly darkOnComparison: number;
  readonly ratio: number;
  readonly present: boolean;
}

/** A sequence with the signal of muscle on it. */
export interface Referenced {
  readonly sequence: MrSequence;
  readonly muscle: number;
}

/** Whether the lesion's dark part is larger on gradient echo; null where one of the two does not cover it. */
export function bloomingOf(
  gradientEcho: Referenced,
  comparison: Referenced,
  lesion: SpatialMask,
  rules: MrRules,
): Blooming | null {
  const [wide, narrow] = [gradientEcho, comparison].map((one) => darkVolume(one, lesion, rules));
  if (!wide || !narrow) return null;
  return {
    gradientEcho: gradientEcho.sequence.volume.seriesUID,
    comparison: comparison.sequence.volume.seriesUID,
    darkOnGradientEcho: wide,
    darkOnComparison: narrow,
    ratio: wide / narrow,
    present: wide / narrow >= rules.blooming.grows,
  };
}

/** Volume below the dark threshold within the lesion and a margin about it, mm3. */
function darkVolume({ sequence, muscle }: Referenced, lesion: SpatialMask, rules: MrRules): number | null {
  const there = carriedTo(sequence.volume, lesion, rules.blooming.margin);
  if (!there) return null;
  const near = dilated(there.mask, there.region, rules.blooming.margin);
  const limit = rules.signal.dark * muscle;
  const dark = near.map((set, at) => (set && (there.region.values[at] as number) < limit ? 1 : 0));
  return countSet(dark) * voxelVolume(there.region);
}
