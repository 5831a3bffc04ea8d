import type { Vec3, Volume } from '@calx/dicom';
import { ctVolume, rasterise, type Scene } from '@calx/phantom';

/** A CT volume in the patient's axes from values in HU, i fastest. */
export const axialCt = (data: Int16Array, size: Vec3, spacing: Vec3 = [1, 1, 1]): Volume => ({
  size,
  data,
  spacing,
  origin: [0, 0, 0],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  quantity: 'HU',
  seriesUID: '1.2.3',
  modality: 'CT',
});

/** The CT of a phantom. */
export const ctOf = (scene: Scene): Volume & { readonly data: Int16Array } => ({
  ...scene.geometry,
  data: ctVolume(scene, rasterise(scene)),
  quantity: 'HU',
  seriesUID: scene.name,
  modality: 'CT',
});
