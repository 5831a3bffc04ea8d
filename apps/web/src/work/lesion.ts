import type { Vec3, Volume } from '@calx/dicom';
import {
  measureLesions,
  type LesionMeasurement,
  type LesionVoxels,
  type MeasureRequest,
  type MrLesion,
  type MrRefusal,
  type RadiographLesion,
  type RadiographMasks,
} from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';
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
  /** What could not be answered, and why. */
  readonly notes?: readonly Pick<MrRefusal, 'code' | 'params'>[];
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
export const measureRequest = (
  { seed, thresholdHU, edits }: LesionRequest,
  gravity: Vec3 | undefined,
): MeasureRequest => ({
  at: seed,
  ...(thresholdHU === undefined ? {} : { thresholdHU }),
  ...(edits === undefined ? {} : { edits }),
  ...(gravity === undefined ? {} : { gravity }),
});

/**
 * Grows and measures a lesion: the one place where the page meets the kernels, with the same call as the command
 * line, so that the numbers are the same.
 */
export function lesionOf({ volume, gravity }: LoadedSeries, request: LesionRequest): Measured {
  const { lesions, voxels, refusals } = measureLesions(volume, measureRequest(request, gravity));
  const [measurement] = lesions;
  const [found] = voxels;
  if (!measurement || !found)
    throw new Refused(refusals[0]?.code ?? 'nothingHere', refusals[0]?.params ?? {});
  return { measurement, mask: onGrid(volume, found, found.mineral) };
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
