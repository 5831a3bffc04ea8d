import type { Vec3 } from '@calx/dicom';
import { sceneOf, type Scene, type Solid } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { ctRules, measureLesions, type LesionMeasurement } from './index.ts';
import { ctOf } from './volume.fixture.ts';

const { joint: rules } = ctRules();

function measured(scene: Scene): LesionMeasurement | undefined {
  return measureLesions(ctOf(scene), { at: scene.lesions[0]?.at ?? [0, 0, 0] }).lesions[0];
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

interface Grid {
  readonly first: Vec3;
  readonly last: Vec3;
  readonly step: number;
}

/** The middle between bones that face each other nearest to the mineral, from the solids themselves, of a grid of places. */
function nearestMiddle(
  { bones, layers }: Scene,
  { first, last, step }: Grid,
): { readonly at: Vec3; readonly distance: number } {
  const mineral = layers.filter(({ part }) => part === 'mineral').map(({ solid }) => solid);
  let best: { readonly at: Vec3; readonly distance: number } = { at: first, distance: Infinity };
  for (const bone of bones)
    for (const other of bones)
      for (let z = first[2]; other !== bone && z <= last[2]; z += step)
        for (let y = first[1]; y <= last[1]; y += step)
          for (let x = first[0]; x <= last[0]; x += step) {
            if (Math.abs(bone.distance(x, y, z)) > 0.6 * step || other.distance(x, y, z) > rules.width + 1)
              continue;
            const from = onto(bone, [x, y, z]);
            const to = onto(other, from);
            const gap = apart(from, to);
            if (gap > rules.width || gap < 0.5 || apart(onto(bone, to), from) > rules.facing) continue;
            const at: Vec3 = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2];
            const distance = Math.min(...mineral.map((solid) => solid.distance(...at)));
            if (distance < best.distance) best = { at, distance };
          }
  return best;
}

/** Distance from the mineral to the joint by construction: looked for coarsely, then finely about the nearest place. */
function constructed(scene: Scene): number {
  const { origin: first, size, spacing } = scene.geometry;
  const last = first.map((x, axis) => x + (size[axis] ?? 0) * (spacing[axis] ?? 1)) as unknown as Vec3;
  const { at } = nearestMiddle(scene, { first, last, step: 1.5 });
  const about = (mm: number): Vec3 => [at[0] + mm, at[1] + mm, at[2] + mm];
  return nearestMiddle(scene, { first: about(-4), last: about(4), step: 0.3 }).distance;
}

describe('distance to the joint', { timeout: 240_000 }, () => {
  it.each([
    ['hip-tumoral-calcinosis', null],
    ['knee-synovial-chondromatosis', null],
    // Nearest is the space under the acromion; the humerus faces the glenoid on a larger place.
    ['shoulder-tumoral-calcinosis', 'otherSpace'],
  ])('%s: within half a voxel of the construction; said where it may be no joint', (name, why) => {
    const scene = sceneOf(name);
    const joint = measured(scene)?.joint;
    expect(Math.abs((joint?.distance ?? 0) - constructed(scene))).toBeLessThan(0.5);
    expect(joint?.why).toBe(why);
  });

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
