import { DicomError, type Volume } from '@calx/dicom';
import type { LesionRequest } from '../api/types.ts';

/** A measured lesion and the voxels it was taken on (1 where the lesion is), on the grid of its series. */
export interface Measured {
  readonly measurement: unknown;
  readonly mask: Uint8Array<ArrayBuffer>;
}

/** Grows and measures a lesion: the one place where the page meets the kernels. */
export function lesionOf({ seriesUID }: Volume, _request: LesionRequest): Measured {
  throw new DicomError('cancelled', { name: seriesUID });
}
