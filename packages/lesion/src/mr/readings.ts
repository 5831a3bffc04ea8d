import { countSet } from '../grid.ts';
import { stopIfAsked } from '../pause.ts';
import type { Vec3 } from '@calx/dicom';
import type { Reading } from './answers.ts';
import { clickedMuscle, proposedMuscle, type MuscleReference } from './muscle.ts';
import { MrError } from './refusal.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MrSequence, type SpatialMask } from './sequence.ts';
import { signalOf } from './signal.ts';

export interface ReadingOptions {
  readonly rules: MrRules;
  /** A click on normal muscle, LPS mm; without it a region is proposed. */
  readonly muscle?: Vec3 | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  readonly shouldStop?: (() => boolean) | undefined;
  readonly onProblem: (sequence: MrSequence, problem: MrError) => void;
}

/** The lesion and a muscle reference on each sequence that shares its frame; the lesion's own sequence first. */
export function readSequences(
  sequences: readonly MrSequence[],
  anchor: MrSequence,
  source: SpatialMask,
  options: ReadingOptions,
): Reading[] {
  const readings: Reading[] = [];
  const others = sequences.filter((sequence) => sequence !== anchor);
  for (const [n, sequence] of [anchor, ...others].entries()) {
    stopIfAsked(options);
    try {
      readings.push(readOne(sequence, anchor, source, readings[0]?.muscle, options));
    } catch (error) {
      if (!(error instanceof MrError)) throw error;
      options.onProblem(sequence, error);
    }
    options.onProgress?.((n + 1) / (sequences.length + 1));
  }
  return readings;
}

function readOne(
  sequence: MrSequence,
  anchor: MrSequence,
  source: SpatialMask,
  anchorMuscle: MuscleReference | undefined,
  { rules, muscle: clicked }: ReadingOptions,
): Reading {
  const sameFrame = sequence.frameOfReference !== '' && sequence.frameOfReference === anchor.frameOfReference;
  if (sequence !== anchor && !sameFrame) throw new MrError('otherFrame', { name: anchor.name });
  const lesion = carriedTo(sequence.volume, source, 0);
  if (!lesion || countSet(lesion.mask) < rules.region.minVoxels)
    throw new MrError(lesion ? 'tooSmall' : 'notCovered');
  const muscle = clicked
    ? clickedMuscle(sequence, clicked, rules)
    : ((anchorMuscle && carriedMuscle(sequence, anchor, anchorMuscle)) ??
      proposedMuscle(sequence, source, rules));
  return { sequence, lesion, muscle, signal: signalOf(sequence, lesion, muscle, rules) };
}

/** The reference region of the first sequence on another one of the same frame, so that all compare with one muscle. */
function carriedMuscle(
  { volume }: MrSequence,
  anchor: MrSequence,
  { region, mask, rule, centre }: MuscleReference,
): MuscleReference | null {
  const there = carriedTo(volume, { geometry: anchor.volume, region, mask }, 0);
  return there && { ...there, rule, centre };
}
