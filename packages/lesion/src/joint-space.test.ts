import type { Vec3, Volume } from '@calx/dicom';
import { ctVolume, rasterise, sceneOf, type Scene, type Solid } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { ctRules, measureLesions, type LesionMeasurement } from './index.ts';

const { joint: rules } = ctRules();

function measured(scene: Scene): LesionMeasurement | undefined {
  const volume: Volume = {
    ...scene.geometry,
    data: ctVolume(scene, rasterise(scene)),
    quantity: 'HU',
    seriesUID: scene.name,
    modality: 'CT',
  };
  return measureLesions(volume, { at: scene.lesions[0]?.at ?? [0, 0, 0] }).lesions[0];
}

const apart = (a: Vec3, b: Vec3): number => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** The nearest place of a solid's surface, along its gradient. */
function onto({ distance }: Solid, from: Vec3): Vec3 {
  let at = from;
  const step = 0.01;
  for (let n = 0; n < 4; n += 1) {
    const [x, y, z] = at;
    const here = distance(x, y, z);
    const slope: Vec3 = [
      (distance(x + step, y, z) - here) / step,
      (distance(x, y + step, z) - here) / step,
      (distance(x, y, z + step) - here) / step,
    ];
    const length = Math.hypot(...slope) || 1;
    at = [x - (here * slope[0]) / length, y - (here * slope[1]) / length, z - (here * slope[2]) / length];
  }
  return at;
}

/** Distance from the mineral to the middle between bones that face each other, from the solids themselves. */
function constructed({ geometry, bones, layers }: Scene): number {
  const mineral = layers.filter(({ part }) => part === 'mineral').map(({ solid }) => solid);
  const end = geometry.origin.map(
    (x, axis) => x + (geometry.size[axis] ?? 0) * (geometry.spacing[axis] ?? 1),
  );
  let least = Infinity;
  bones.forEach((bone, n) => {
    for (const other of bones.slice(n + 1))
      for (let z = geometry.origin[2]; z < (end[2] ?? 0); z += 1)
        for (let y = geometry.origin[1]; y < (end[1] ?? 0); y += 1)
          for (let x = geometry.origin[0]; x < (end[0] ?? 0); x += 1) {
            if (Math.abs(bone.distance(x, y, z)) > 0.6 || other.distance(x, y, z) > rules.width + 1) continue;
            const from = onto(bone, [x, y, z]);
            const to = onto(other, from);
            const gap = apart(from, to);
            if (gap > rules.width || gap < 0.5 || apart(onto(bone, to), from) > rules.facing) continue;
            const middle: Vec3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
            for (const solid of mineral) least = Math.min(least, solid.distance(...middle));
          }
  });
  return least;
}

describe('distance to the joint', { timeout: 240_000 }, () => {
  it('lies within half a millimetre of the construction at the hip, where the space is even', () => {
    const scene = sceneOf('hip-tumoral-calcinosis');
    const joint = measured(scene)?.joint;
    expect(Math.abs((joint?.distance ?? 0) - constructed(scene))).toBeLessThan(0.5);
  });

  it.each(['shoulder-tumoral-calcinosis', 'knee-synovial-chondromatosis'])(
    '%s: the construction lies within the bounds',
    (name) => {
      const scene = sceneOf(name);
      const joint = measured(scene)?.joint;
      const truth = constructed(scene);
      expect(joint?.low).toBeLessThanOrEqual(truth);
      expect(joint?.high).toBeGreaterThanOrEqual(truth);
    },
  );

  it('is not given where only one bone is in view, and says so', () => {
    const scene = sceneOf('hip-tumoral-calcinosis');
    const upTo = 60;
    const shaft: Scene = {
      ...scene,
      geometry: { ...scene.geometry, size: [scene.geometry.size[0], scene.geometry.size[1], upTo] },
    };
    expect(measured(shaft)?.joint).toMatchObject({ distance: null, low: null, high: null, why: 'oneBone' });
  });
});
