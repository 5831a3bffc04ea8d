import type { Vec3, Volume } from '@calx/dicom';
import { ctVolume, partShare, rasterise, sceneOf, truthOf, type PhantomTruth } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { measureLesions, type LesionMeasurement, type LesionVoxels, type MeasureRequest } from './index.ts';

interface Phantom {
  readonly volume: Volume;
  readonly truth: PhantomTruth['lesions'][number] | undefined;
  /** Share of each voxel that is a part, free of noise. */
  share(part: 'mineral' | 'mass' | 'bone'): Float32Array;
}

/** A phantom at 0.7 x 0.7 x 1 mm and 20 HU noise, with what is known of it. */
function phantom(name: string): Phantom {
  const scene = sceneOf(name);
  const raster = rasterise(scene);
  return {
    volume: {
      ...scene.geometry,
      data: ctVolume(scene, raster),
      quantity: 'HU',
      seriesUID: name,
      modality: 'CT',
    },
    truth: truthOf(scene, raster).lesions[0],
    share: (part) => partShare(scene, raster, part),
  };
}

/** Half a voxel in the plane, mm. */
const halfVoxel = 0.35;

/** What must be right in every phantom, asked for in one way. */
function rightOn(
  { volume, truth }: Phantom,
  request: MeasureRequest,
): { lesion: LesionMeasurement; found: LesionVoxels | undefined } {
  const { lesions, voxels, refusals } = measureLesions(volume, request);
  expect(refusals).toEqual([]);
  const [lesion] = lesions;
  if (!lesion || !truth) throw new Error('no lesion');
  expect(Math.abs(lesion.mineral.volume.value / truth.mineralVolume - 1)).toBeLessThan(0.02);
  expect(lesion.mineral.volume.low).toBeLessThanOrEqual(truth.mineralVolume);
  expect(lesion.mineral.volume.high).toBeGreaterThanOrEqual(truth.mineralVolume);
  const off = truth.confluence === 'separate' ? 0 : 1;
  expect(Math.abs(lesion.nodules.count - truth.nodules)).toBeLessThanOrEqual(off);
  expect(lesion).toMatchObject({ confluence: truth.confluence, fluidLevel: truth.fluidLevel });
  expect(lesion.bone.touches).toBe(truth.touchesBone);
  expect(Math.abs((lesion.bone.distance ?? 0) - (truth.boneDistance ?? 0))).toBeLessThan(halfVoxel);
  expect(proposed(lesion, 'lucent_cleft_to_cortex') === 'yes').toBe(truth.cleft);
  expect(lesion.zonality).toBe(truth.zonality);
  return { lesion, found: voxels[0] };
}

const proposed = (lesion: LesionMeasurement, variable: string): string | number | undefined =>
  lesion.proposals.find((proposal) => proposal.variable === variable)?.value;

/** Share of mineral (650 HU in fibrous tissue of 70) from which a voxel reaches the threshold of 150 HU. */
const atThreshold = (150 - 70) / (650 - 70);

/** Dice of the found voxels with those that hold enough mineral to reach the threshold, and their share within bone. */
function overlap(found: LesionVoxels | undefined, made: Phantom): { dice: number; inBone: number } {
  const [mineral, bone] = [made.share('mineral'), made.share('bone')];
  const [nx, ny] = made.volume.size;
  const sums = { found: 0, both: 0, bone: 0 };
  const { size, offset, mineral: mask } = found ?? { size: [0, 0, 0], offset: [0, 0, 0], mineral: [] };
  for (let k = 0, at = 0; k < size[2]; k += 1)
    for (let j = 0; j < size[1]; j += 1)
      for (let i = 0; i < size[0]; i += 1, at += 1) {
        if (!mask[at]) continue;
        const voxel = i + offset[0] + nx * (j + offset[1] + ny * (k + offset[2]));
        sums.found += 1;
        if ((mineral[voxel] ?? 0) >= atThreshold) sums.both += 1;
        if ((bone[voxel] ?? 0) >= 0.5) sums.bone += 1;
      }
  const truth = mineral.filter((share) => share >= atThreshold).length;
  return { dice: (2 * sums.both) / (sums.found + truth), inBone: sums.bone / sums.found };
}

/** The soft tissue and mineral of a lesion as a mask. */
function wholeMass(made: Phantom): Uint8Array {
  const mineral = made.share('mineral');
  return Uint8Array.from(made.share('mass'), (share, at) => (share + (mineral[at] ?? 0) >= 0.5 ? 1 : 0));
}

describe('phantoms whose truth is known, with one click and without', { timeout: 240_000 }, () => {
  it.each([
    'spheres',
    'hip-tumoral-calcinosis-levels',
    'hip-myositis-ossificans',
    'shoulder-calcific-tendinitis',
  ])('%s', (name) => {
    const made = phantom(name);
    for (const request of [made.truth ? { at: made.truth.at } : {}, {}]) rightOn(made, request);
  });

  it('cobblestones fused with the femur: all of them and hardly any bone, cortex under them whole', () => {
    const made = phantom('hip-tumoral-calcinosis-touching');
    for (const request of [made.truth ? { at: made.truth.at } : {}, {}]) {
      const { lesion, found } = rightOn(made, request);
      expect(lesion.bone.change?.kind).toBe('normal');
      expect(proposed(lesion, 'lucent_septa')).toBe('yes');
      const { dice, inBone } = overlap(found, made);
      expect(dice).toBeGreaterThanOrEqual(0.95);
      expect(inBone).toBeLessThanOrEqual(0.01);
    }
  });

  it('loose bodies strewn through a joint: no rim and no centre, even where the whole mass is given', () => {
    const made = phantom('knee-synovial-chondromatosis');
    for (const request of [made.truth ? { at: made.truth.at } : {}, {}]) rightOn(made, request);
    const [given] = measureLesions(made.volume, { mask: wholeMass(made) }).lesions;
    expect(given?.zonality).toBe('none');
    expect(given && proposed(given, 'pattern')).toBeUndefined();
  });

  it('a sarcoma: its mass is found by its density, mineral in the centre, most of it soft tissue', () => {
    const made = phantom('hip-sarcoma');
    for (const request of [made.truth ? { at: made.truth.at } : {}, {}]) {
      const { lesion } = rightOn(made, request);
      expect(lesion.mass?.outline).toBe('found');
      expect(Math.abs((lesion.mass?.volume ?? 0) / (made.truth?.massVolume ?? 1) - 1)).toBeLessThan(0.1);
      expect(proposed(lesion, 'pattern')).toBe('central_immature');
      expect(proposed(lesion, 'noncalcified_soft_tissue')).toBe('yes');
    }
    const [given] = measureLesions(made.volume, { mask: wholeMass(made) }).lesions;
    expect(given?.zonality).toBe('centre');
    expect(given?.mass?.outline).toBe('given');
  });

  it('a tophus that has eaten into a condyle: free of bone, whole in its crater, with the erosion', () => {
    const made = phantom('knee-gout');
    for (const request of [made.truth ? { at: made.truth.at } : {}, {}]) {
      const { lesion, found } = rightOn(made, request);
      expect(proposed(lesion, 'bone')).toBe('erosion');
      expect(overlap(found, made).inBone).toBeLessThanOrEqual(0.01);
    }
  });

  it('a mass with a nail through it: said and not proposed; one click measures it without the nail', () => {
    const { volume, truth } = phantom('hip-tumoral-calcinosis');
    if (!truth) throw new Error('no lesion');
    const { size, spacing, origin, axes } = volume;
    const along = axes.map((axis) =>
      axis.reduce((sum, x, n) => sum + x * ((truth.at[n] ?? 0) - (origin[n] ?? 0)), 0),
    );
    const data = Int16Array.from(volume.data, (value, at) => {
      const [i, j] = [at % size[0], Math.floor(at / size[0]) % size[1]];
      const away = Math.hypot(i * spacing[0] - (along[0] ?? 0), j * spacing[1] - (along[1] ?? 0));
      return away < 4 ? 3000 : value;
    });
    const nailed = { ...volume, data };
    const search = measureLesions(nailed);
    expect(search.lesions).toEqual([]);
    expect(search.refusals).toMatchObject([{ code: 'nearMetal' }]);
    const beside = axes[0].map((x, n) => (truth.at[n] ?? 0) + 7 * x) as unknown as Vec3;
    const [lesion] = measureLesions(nailed, { at: beside }).lesions;
    expect(lesion?.density.max).toBeLessThan(2500);
    expect((lesion?.mineral.volume.value ?? 0) / truth.mineralVolume).toBeGreaterThan(0.7);
    expect((lesion?.mineral.volume.value ?? 0) / truth.mineralVolume).toBeLessThan(1);
  });

  it.each(['hip-normal', 'shoulder-normal', 'knee-normal', 'hip-metal'])(
    '%s has no lesion, and none is invented',
    (name) => {
      expect(measureLesions(phantom(name).volume).lesions).toEqual([]);
    },
  );
});
