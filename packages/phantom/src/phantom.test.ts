import { buildVolume, parseInstance, readStudy, type Geometry, type Vec3 } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import {
  ballScene,
  ctVolume,
  makePhantom,
  rasterise,
  sceneOf,
  UnknownPhantomError,
  type Scene,
} from './index.ts';

const ballVolume = (radius: number): number => (4 / 3) * Math.PI * radius ** 3;

/** The part of a scene's grid about its lesion, which holds all of its mineral. */
function aboutLesion({ geometry, lesions }: Scene): Geometry {
  const { origin, spacing } = geometry;
  const size: Vec3 = [132, 132, 100];
  const at = lesions[0]?.at ?? [0, 0, 0];
  const first = (axis: 0 | 1 | 2): number => {
    const skipped = Math.round((at[axis] - origin[axis]) / spacing[axis] - size[axis] / 2);
    return origin[axis] + skipped * spacing[axis];
  };
  return { ...geometry, size, origin: [first(0), first(1), first(2)] };
}

describe('the rasteriser', () => {
  it.each([2, 5, 9])('keeps the exact volume of a ball of %i mm within half a per cent', (radius) => {
    const { volume } = rasterise(ballScene(radius, 1));
    expect(Math.abs(volume.mineral / ballVolume(radius) - 1)).toBeLessThan(0.005);
  });

  it('adds noise of the stated size and no offset', () => {
    const scene = ballScene(5, 3);
    const raster = rasterise(scene);
    const values = ctVolume(scene, raster);
    const muscle = values.filter((_, i) => raster.pure[i] === 0);
    const mean = muscle.reduce((a, b) => a + b, 0) / muscle.length;
    const sd = Math.sqrt(muscle.reduce((a, b) => a + (b - mean) ** 2, 0) / muscle.length);
    expect(Math.abs(mean - 55)).toBeLessThan(1);
    expect(Math.abs(sd - scene.noise)).toBeLessThan(1);
  });
});

describe('phantom studies', () => {
  const { files } = makePhantom('growth-first');

  it('are the same bytes each time and read back as one study with the noisy volume', async () => {
    const again = makePhantom('growth-first');
    expect(files.length).toBe(130);
    for (const [i, file] of files.entries()) {
      expect(Buffer.compare(Buffer.from(file.bytes), Buffer.from(again.files[i]?.bytes ?? []))).toBe(0);
    }
    const { studies, refused } = await readStudy(files);
    expect(refused).toEqual([]);
    const series = studies[0]?.series[0];
    expect(series?.modality).toBe('CT');
    const volume = await buildVolume(series?.instances ?? []);
    const scene = sceneOf('growth-first');
    expect(volume.size).toEqual(scene.geometry.size);
    const expected = ctVolume(scene, rasterise(scene));
    expect(volume.data.length).toBe(expected.length);
    expect(expected.every((value, i) => value === volume.data[i])).toBe(true);
  });

  it('say in every header that they are no patient', () => {
    for (const { bytes } of files) {
      const instance = parseInstance(bytes);
      expect(instance.patient.name).toContain('Phantom');
      expect(instance.study.description).toContain('not a patient');
    }
  });

  it('keep their lesions clear of bone unless they say they touch it', () => {
    for (const name of [
      'hip-tumoral-calcinosis',
      'hip-tumoral-calcinosis-touching',
      'knee-venous-malformation',
    ]) {
      const scene = sceneOf(name);
      const { boneDistance } = rasterise({ ...scene, geometry: aboutLesion(scene) });
      const [lesion] = scene.lesions;
      if (lesion?.touchesBone) expect(boneDistance).toBe(0);
      else expect(boneDistance).toBeGreaterThan(2);
    }
  });

  it('refuse an unknown name and list the known ones', () => {
    expect(() => makePhantom('elbow')).toThrow(UnknownPhantomError);
    expect(() => makePhantom('elbow')).toThrow(/hip-tumoral-calcinosis/);
  });
});
