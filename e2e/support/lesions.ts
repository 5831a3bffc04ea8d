import { ctVolume, rasterise, sceneOf, writeSlices } from '@calx/phantom';

/** Edge lengths of the block of a phantom about its lesion, mm. */
const BLOCK = [80, 80, 84] as const;
const HALF = 2;

/** The CT of a phantom in a block with its lesion in the middle: the disease of the whole phantom at a tenth of the time. */
export function lesionBlock(name: string): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
  const scene = sceneOf(name);
  const [lesion] = scene.lesions;
  if (!lesion) throw new Error(`the phantom ${name} has no lesion`);
  const [x, y, z] = scene.geometry.spacing;
  const size = [Math.round(BLOCK[0] / x), Math.round(BLOCK[1] / y), Math.round(BLOCK[2] / z)] as const;
  const [i, j, k] = lesion.at;
  const block = {
    ...scene,
    geometry: {
      ...scene.geometry,
      size,
      origin: [i - (x * size[0]) / HALF, j - (y * size[1]) / HALF, k - (z * size[2]) / HALF] as const,
    },
  };
  const raster = rasterise(block);
  return writeSlices(
    {
      phantom: name,
      number: 1,
      modality: 'CT',
      description: 'CT axial',
      attributes: {
        ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
        RescaleIntercept: '0',
        RescaleSlope: '1',
        RescaleType: 'HU',
      },
    },
    raster,
    ctVolume(block, raster),
  );
}
