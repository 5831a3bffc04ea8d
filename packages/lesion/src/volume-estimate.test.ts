import type { Vec3, Volume } from '@calx/dicom';
import { ballScene, ctVolume, rasterise } from '@calx/phantom';
import { describe, expect, it } from 'vitest';
import { measureLesions } from './index.ts';

/** Tissue about the ball, mm. */
const room = 8;

/** A calcified ball in muscle, blurred in the plane, 20 HU noise, its middle anywhere within a voxel. */
function ballOf(diameter: number, seed: number): { readonly volume: Volume; readonly at: Vec3 } {
  const scene = ballScene(diameter / 2, seed);
  const { spacing, axes } = scene.geometry;
  const at = scene.lesions[0]?.at ?? [0, 0, 0];
  const size = spacing.map((step) => 2 * Math.ceil((diameter / 2 + room) / step) + 1) as unknown as Vec3;
  // Multiples of the golden ratio spread over the voxel.
  const origin = at.map((x, axis) => {
    const share = (((seed * (axis + 1) * (Math.sqrt(5) - 1)) / 2) % 1) - 0.5;
    return x - (((size[axis] as number) - 1) / 2 + share) * (spacing[axis] as number);
  }) as unknown as Vec3;
  const placed = { ...scene, geometry: { size, spacing, axes, origin } };
  const data = ctVolume(placed, rasterise(placed));
  return { volume: { ...placed.geometry, data, quantity: 'HU', seriesUID: '1', modality: 'CT' }, at };
}

describe('the best volume of a ball at 0.7 x 0.7 x 1 mm, blurred, 20 HU noise', { timeout: 60_000 }, () => {
  it.each([10, 12, 15, 20, 30, 40])(
    '%i mm: within a hundredth and within its own bounds, wherever it lies',
    (diameter) => {
      const truth = (Math.PI * diameter ** 3) / 6;
      for (const seed of [1, 2, 3]) {
        const { volume, at } = ballOf(diameter, seed);
        const estimate = measureLesions(volume, { at }).lesions[0]?.mineral.volume;
        expect(Math.abs((estimate?.value ?? 0) / truth - 1)).toBeLessThan(0.01);
        expect(estimate?.low).toBeLessThanOrEqual(truth);
        expect(estimate?.high).toBeGreaterThanOrEqual(truth);
      }
    },
  );
});
