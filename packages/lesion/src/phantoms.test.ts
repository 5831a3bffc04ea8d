import type { Volume } from '@calx/dicom';
import { ctVolume, rasterise, sceneOf, truthOf, type PhantomTruth } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { measureLesions, type LesionMeasurement } from './index.ts';

/** One click on a phantom at 0.7 x 0.7 x 1 mm and 20 HU noise, with what is known of it. */
function clicked(name: string): { lesion: LesionMeasurement; truth: PhantomTruth['lesions'][number] } {
  const scene = sceneOf(name);
  const raster = rasterise(scene);
  const [truth] = truthOf(scene, raster).lesions;
  const volume: Volume = {
    ...scene.geometry,
    data: ctVolume(scene, raster),
    quantity: 'HU',
    seriesUID: name,
    modality: 'CT',
  };
  if (!truth) throw new Error(`${name} has no lesion`);
  const [lesion] = measureLesions(volume, { at: truth.at }).lesions;
  if (!lesion) throw new Error(`no lesion was found in ${name}`);
  return { lesion, truth };
}

describe('phantoms whose truth is known', { timeout: 120_000 }, () => {
  it('cobblestones fused with the femur: taken from the bone, counted, said to touch it', () => {
    const { lesion, truth } = clicked('hip-tumoral-calcinosis-touching');
    expect(Math.abs(lesion.mineral.volume.value / truth.mineralVolume - 1)).toBeLessThan(0.02);
    expect(Math.abs(lesion.nodules.count - truth.nodules)).toBeLessThanOrEqual(1);
    expect(lesion).toMatchObject({ confluence: truth.confluence, bone: { touches: true, distance: 0 } });
  });

  it('a fluid-calcium level is seen, and the distance to bone is right within half a voxel', () => {
    const { lesion, truth } = clicked('hip-tumoral-calcinosis-levels');
    expect(lesion.fluidLevel).toBe(true);
    expect(Math.abs((lesion.bone.distance ?? 0) - (truth.boneDistance ?? 0))).toBeLessThan(0.35);
  });

  it('an ossified rim is a rim, without a level, apart from the cortex', () => {
    const { lesion, truth } = clicked('hip-myositis-ossificans');
    expect(lesion).toMatchObject({ zonality: 'rim', fluidLevel: false, bone: { touches: false } });
    expect(Math.abs(lesion.mineral.volume.value / truth.mineralVolume - 1)).toBeLessThan(0.02);
    expect(lesion.proposals).toContainEqual(
      expect.objectContaining({ variable: 'lucent_cleft_to_cortex', value: 'yes' }),
    );
  });
});
