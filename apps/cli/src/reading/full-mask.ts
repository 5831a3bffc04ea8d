import type { Volume } from '@calx/dicom';
import type { LesionVoxels } from '@calx/lesion';

/** A lesion's mineral voxels on the whole grid of its volume. */
export function fullMask(volume: Volume, { size, offset, mineral }: LesionVoxels): Uint8Array {
  const [nx, ny] = volume.size;
  const mask = new Uint8Array(volume.data.length);
  for (let k = 0, from = 0; k < size[2]; k += 1) {
    for (let j = 0; j < size[1]; j += 1, from += size[0]) {
      const to = offset[0] + nx * (j + offset[1] + ny * (k + offset[2]));
      mask.set(mineral.subarray(from, from + size[0]), to);
    }
  }
  return mask;
}
