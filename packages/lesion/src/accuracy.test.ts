import type { Vec3, Volume } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { ctRules, measureLesions } from './index.ts';
import { axialCt } from './volume.fixture.ts';

/** Muscle with one ball of calcium and a slab of cortical bone at the far end of j; edges mixed by share. */
function ballBesideSlab(radius: number, gap: number, size: Vec3 = [60, 70, 40]): Volume {
  const spacing: Vec3 = [0.7, 0.7, 1];
  const data = new Int16Array(size[0] * size[1] * size[2]);
  const share = (depth: number, width: number): number => Math.min(1, Math.max(0, 0.5 + depth / width));
  let state = 7;
  const noise = (): number => {
    let sum = 0;
    for (let n = 0; n < 12; n += 1) {
      state = (state * 48271) % 2147483647;
      sum += state / 2147483647;
    }
    return 20 * (sum - 6);
  };
  for (let k = 0, at = 0; k < size[2]; k += 1)
    for (let j = 0; j < size[1]; j += 1)
      for (let i = 0; i < size[0]; i += 1, at += 1) {
        const [x, y, z] = [(i - 30) * 0.7, (j - 25) * 0.7, k - 20];
        const ball = share(radius - Math.hypot(x, y, z), 0.8);
        const slab = share(y - radius - gap, 0.7);
        data[at] = Math.round(55 + ball * 595 + slab * 1345 + noise());
      }
  return axialCt(data, size, spacing);
}

/** The volume with muscle added in front. */
function withMargin(volume: Volume, margin: number): Volume {
  const [nx, ny, nz] = volume.size;
  const size: Vec3 = [nx, ny + margin, nz];
  const data = new Int16Array(size[0] * size[1] * size[2]).fill(55);
  for (let k = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1)
      data.set(
        volume.data.subarray(nx * (j + ny * k), nx * (j + 1 + ny * k)),
        size[0] * (j + margin + size[1] * k),
      );
  const origin: Vec3 = [volume.origin[0], volume.origin[1] - margin * volume.spacing[1], volume.origin[2]];
  return { ...volume, size, data, origin };
}

const centre: Vec3 = [21, 17.5, 20];

/** The same patient served with the i axis the other way round and i and j exchanged. */
function turned(volume: Volume): Volume {
  const [nx, ny, nz] = volume.size;
  const data = new Int16Array(volume.data.length);
  for (let k = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1)
      for (let i = 0; i < nx; i += 1)
        data[j + ny * (nx - 1 - i + nx * k)] = volume.data[i + nx * (j + ny * k)] as number;
  const [a, b, c] = volume.axes;
  const far = (nx - 1) * volume.spacing[0];
  return {
    ...volume,
    data,
    size: [ny, nx, nz],
    spacing: [volume.spacing[1], volume.spacing[0], volume.spacing[2]],
    axes: [b, [-a[0], -a[1], -a[2]], c],
    origin: [volume.origin[0] + far * a[0], volume.origin[1] + far * a[1], volume.origin[2] + far * a[2]],
  };
}

describe('a ball of 12 mm beside bone, 0.7 x 0.7 x 1 mm, 20 HU noise', () => {
  const volume = ballBesideSlab(6, 4);
  const [lesion] = measureLesions(volume, { at: centre }).lesions;

  it('has its true volume within 2 %, inside the stated bounds', () => {
    const truth = (4 / 3) * Math.PI * 6 ** 3;
    const { value, low, high } = lesion?.mineral.volume ?? { value: 0, low: 0, high: 0 };
    expect(Math.abs(value / truth - 1)).toBeLessThan(0.02);
    expect(low).toBeLessThanOrEqual(truth);
    expect(high).toBeGreaterThanOrEqual(truth);
  });

  it('lies its true distance from the bone within half a voxel', () => {
    expect(lesion?.bone.touches).toBe(false);
    expect(Math.abs((lesion?.bone.distance ?? 0) - 4)).toBeLessThan(0.35);
  });

  it('measures the same when the volume is turned and flipped', () => {
    const [other] = measureLesions(turned(volume), { at: centre }).lesions;
    expect(other?.mineral.voxels).toBe(lesion?.mineral.voxels);
    expect(other?.density).toEqual(lesion?.density);
    for (const key of ['maxDiameter', 'surface', 'sphericity'] as const)
      expect(other?.[key]).toBeCloseTo(lesion?.[key] ?? 0, 3);
    expect(other?.mineral.volume.value).toBeCloseTo(lesion?.mineral.volume.value ?? 0, 6);
    expect(other?.bone.distance).toBeCloseTo(lesion?.bone.distance ?? 0, 3);
  });

  it('measures the same with more tissue in front and as floating-point values', () => {
    const [padded] = measureLesions(withMargin(volume, 7), { at: centre }).lesions;
    expect(padded?.mineral).toEqual(expect.objectContaining({ voxels: lesion?.mineral.voxels }));
    expect(padded?.density).toEqual(lesion?.density);
    expect(padded?.bone.distance).toBeCloseTo(lesion?.bone.distance ?? 0, 6);
    const floats = { ...volume, data: Float32Array.from(volume.data) };
    expect(measureLesions(floats, { at: centre }).lesions).toEqual(
      measureLesions(volume, { at: centre }).lesions,
    );
  });

  it('finds the same voxels in a box as with a click, and refuses an empty one', () => {
    const around = (mm: number): [Vec3, Vec3] => [
      [centre[0] - mm, centre[1] - mm, centre[2] - mm],
      [centre[0] + mm, centre[1] + mm, centre[2] + mm],
    ];
    const [boxed] = measureLesions(volume, { box: around(9) }).lesions;
    expect(boxed).toMatchObject({ rule: 'box', mineral: { voxels: lesion?.mineral.voxels } });
    const empty: [Vec3, Vec3] = [
      [1, 1, 1],
      [4, 4, 4],
    ];
    expect(measureLesions(volume, { box: empty }).refusals[0]?.code).toBe('emptyBox');
  });

  it('names the rule behind a finding and says when a number lies near it', () => {
    const bone = lesion?.proposals.find(({ variable }) => variable === 'bone');
    expect(bone?.because[0]?.threshold).toMatchObject({
      name: 'contact.clearDistance',
      unit: 'mm',
      source: 'assumed',
      near: false,
    });
    const rules = ctRules();
    const close = { ...rules, contact: { ...rules.contact, clearDistance: lesion?.bone.distance ?? 0 } };
    const [again] = measureLesions(volume, { at: centre }, { rules: close }).lesions;
    const held = again?.proposals.find(({ variable }) => variable === 'bone');
    expect(held?.because.map(({ code }) => code)).toEqual(['boneDistance', 'near']);
  });

  it('is even in density, sharp at its edge and has no septa', () => {
    expect(lesion?.density.heterogeneity).toBeLessThan(0.05);
    expect(lesion?.marginSharpness).toBeGreaterThan(100);
    expect(lesion?.septa.present).toBe(false);
    expect(lesion?.bone.cleftHU).toBeLessThan(100);
  });
});
