import { measureMr, type MrSequence } from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';
import { kernelOptions, type Job } from './job.ts';
import { onGrid, Refused, type Measured } from './lesion.ts';

/** Grows and measures a lesion on an MR series and on the others of the study: the same call as the command line's. */
export function mrLesionOf(
  series: string,
  sequences: readonly MrSequence[],
  { seed, muscle }: LesionRequest,
  job: Job,
): Measured {
  const { onStep, ...options } = kernelOptions(job);
  onStep('sequences');
  const { lesions, voxels, refusals } = measureMr(
    sequences,
    { series, at: seed, ...(muscle === undefined ? {} : { muscle }) },
    options,
  );
  const [measurement] = lesions;
  const [found] = voxels;
  const own = sequences.find(({ volume }) => volume.seriesUID === series);
  if (!measurement || !found || !own)
    throw new Refused(refusals[0]?.code ?? 'nothingHere', refusals[0]?.params ?? {});
  return {
    measurement,
    mask: onGrid(own.volume, found, found.lesion),
    muscle: onGrid(own.volume, found, found.muscle),
    notes: refusals,
  };
}
