import type { Volume } from '@calx/dicom';
import { measureLesions, type LesionMeasurement, type LesionVoxels, type MeasureRequest } from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';

/** A measured lesion and the voxels it was taken on (1 where the lesion is), on the grid of its series. */
export interface Measured {
  readonly measurement: LesionMeasurement;
  readonly mask: Uint8Array<ArrayBuffer>;
}

/** A refusal of the measurement as an error with code and parameters. */
class Refused extends Error {
  constructor(
    readonly code: string,
    readonly params: Readonly<Record<string, string | number>>,
  ) {
    super(code);
  }
}

/** A stored request as the kernels take it. */
export const measureRequest = ({ seed, thresholdHU, edits }: LesionRequest): MeasureRequest => ({
  at: seed,
  ...(thresholdHU === undefined ? {} : { thresholdHU }),
  ...(edits === undefined ? {} : { edits }),
});

/**
 * Grows and measures a lesion: the one place where the page meets the kernels, with the same call as the command
 * line, so that the numbers are the same.
 */
export function lesionOf(volume: Volume, request: LesionRequest): Measured {
  const { lesions, voxels, refusals } = measureLesions(volume, measureRequest(request));
  const [measurement] = lesions;
  const [found] = voxels;
  if (!measurement || !found)
    throw new Refused(refusals[0]?.code ?? 'nothingHere', refusals[0]?.params ?? {});
  return { measurement, mask: onGrid(volume, found) };
}

/** The lesion's mineral, from its region, on the grid of the whole volume. */
function onGrid(
  { size: [width, height, depth] }: Volume,
  { size, offset, mineral }: LesionVoxels,
): Uint8Array<ArrayBuffer> {
  const mask = new Uint8Array(width * height * depth);
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      const from = size[0] * (j + size[1] * k);
      mask.set(
        mineral.subarray(from, from + size[0]),
        offset[0] + width * (j + offset[1] + height * (k + offset[2])),
      );
    }
  return mask;
}
