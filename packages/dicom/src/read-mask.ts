import { parseInstance } from './instance.ts';
import type { Mask } from './mask.ts';
import { looksLikeNifti, readNiftiMask } from './nifti.ts';
import { readSegmentation } from './segmentation.ts';
import type { Geometry } from './types.ts';

/**
 * A mask of the whole mass on the grid of a volume, from NIfTI (`.nii`, `.nii.gz`) or a binary DICOM segmentation.
 * Voxels must coincide; nothing is resampled.
 * @param options.label label of NIfTI or segment number of DICOM; all together where left out.
 * @throws DicomError as `readNiftiMask` and `readSegmentation`.
 */
export async function readMask(
  bytes: Uint8Array,
  grid: Geometry,
  options: { readonly name?: string; readonly label?: number } = {},
): Promise<Mask> {
  const name = options.name ?? 'the mask';
  if (looksLikeNifti(bytes)) return readNiftiMask(bytes, grid, name, options.label);
  return readSegmentation(parseInstance(bytes, name), grid, options.label);
}
