import type { Note, Vec3, Volume } from '@calx/dicom';
import {
  measureLesions,
  type LesionMeasurement,
  type LesionVoxels,
  type MeasureRequest,
  type MeasureResult,
  type MrLesion,
  type MrRefusal,
  type RadiographLesion,
  type RadiographMasks,
  type RadiographRefusal,
  type Refusal,
} from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';
import { kernelOptions, type Job } from './job.ts';
import type { LoadedSeries } from './series-load.ts';

/** The grid of a film's mask: blocks across and down, pixels a side. */
export type Blocks = Pick<RadiographMasks, 'width' | 'height' | 'factor'>;

/** A measured lesion and the voxels it was taken on (1 where the lesion is), on the grid of its series. */
export interface Measured {
  readonly measurement: LesionMeasurement | MrLesion | RadiographLesion;
  readonly mask: Uint8Array<ArrayBuffer>;
  /** The muscle that MR signal was compared with, on the same grid. */
  readonly muscle?: Uint8Array<ArrayBuffer>;
  /** On a film the mask lies on blocks of `factor` x `factor` pixels. */
  readonly blocks?: Blocks;
  /** What was repaired of the series before it was measured. */
  readonly repairs?: readonly Note[];
  /** What could not be answered, and why. */
  readonly notes?: readonly Pick<Refusal | MrRefusal | RadiographRefusal, 'code' | 'params'>[];
}

/** A refusal of the measurement as an error with code and parameters. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>>,
  ) {
    super(code);
  }
}

/** A stored request as the kernels take it. */
const measureRequest = (
  { seed, thresholdHU, edits }: LesionRequest,
  gravity: Vec3 | undefined,
): MeasureRequest => ({
  at: seed,
  ...(thresholdHU === undefined ? {} : { thresholdHU }),
  ...(edits === undefined ? {} : { edits }),
  ...(gravity === undefined ? {} : { gravity }),
});

/** How far from the lesion bone is drawn, mm: enough to know which bone it is. */
const BONE_MM = 60;
/** Results that are kept: the lesion is drawn in space from the voxels that were measured, without a second measuring. */
const KEPT = 3;
const kept = new Map<string, MeasureResult>();

/**
 * Grows and measures a lesion: the one place where the page meets the CT kernels, with the same call as the command
 * line, so that the numbers are the same. @throws CancelledError once the job is stopped
 */
export function measured({ volume, gravity }: LoadedSeries, request: LesionRequest, job: Job): MeasureResult {
  const key = JSON.stringify([volume.seriesUID, request]);
  const known = kept.get(key);
  if (known) return known;
  const result = measureLesions(volume, measureRequest(request, gravity), {
    surroundings: BONE_MM,
    ...kernelOptions(job),
  });
  kept.set(key, result);
  for (const oldest of [...kept.keys()].slice(0, -KEPT)) kept.delete(oldest);
  return result;
}

/** A measured lesion and its voxels. @throws Refused where nothing can be measured */
export function lesionOf(loaded: LoadedSeries, request: LesionRequest, job: Job): Measured {
  const { lesions, voxels, refusals } = measured(loaded, request, job);
  const [measurement] = lesions;
  const [found] = voxels;
  if (!measurement || !found)
    throw new Refused(refusals[0]?.code ?? 'nothingHere', refusals[0]?.params ?? {});
  return {
    measurement,
    mask: onGrid(loaded.volume, found, found.mineral),
    repairs: loaded.notes,
    notes: refusals,
  };
}

/** Voxels of a region on the grid of the whole volume. */
export function onGrid(
  { size: [width, height, depth] }: Volume,
  { size, offset }: Pick<LesionVoxels, 'size' | 'offset'>,
  part: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(width * height * depth);
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      const from = size[0] * (j + size[1] * k);
      mask.set(
        part.subarray(from, from + size[0]),
        offset[0] + width * (j + offset[1] + height * (k + offset[2])),
      );
    }
  return mask;
}
