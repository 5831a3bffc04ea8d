import { fileURLToPath } from 'node:url';
import { buildVolume, type Vec3 } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { describe, expect, it } from 'vitest';
import { toPatient } from './grid.ts';
import { measureLesions } from './measure.ts';
import { surfaceGap } from './surface-gap.ts';

const sample = fileURLToPath(new URL('../../../samples/sts-045/CT', import.meta.url));

/** The gap along a row of voxels of 1 mm. */
const gapOf = (values: readonly number[], from: number, to: number) =>
  surfaceGap(
    { size: [values.length, 1, 1], spacing: [1, 1, 1], values: Float32Array.from(values) },
    [from, 0, 0],
    [to, 0, 0],
  );
const repeated = (count: number, value: number): number[] => Array.from({ length: count }, () => value);

describe('the gap between two surfaces', () => {
  it('lies between the half heights of both edges', () => {
    const values = [...repeated(4, 400), ...repeated(6, 0), ...repeated(4, 1000)];
    expect(gapOf(values, 3, 10).distance).toBeCloseTo(6, 1);
    expect(gapOf(values, 3, 10).lowest).toBe(0);
  });

  it('begins at faint mineral, also where muscle beyond is as dense as half of it', () => {
    // Mineral of 160 HU, fat, muscle whose noise reaches 90 HU, fat again, bone.
    const muscle = [90, 60, 85, 55, 90, 60];
    const values = [...repeated(4, 160), 10, ...muscle, -10, ...repeated(4, 1000)];
    expect(gapOf(values, 3, 12).distance).toBeCloseTo(8, 0);
    // Muscle lies against the mineral.
    const against = [...repeated(4, 160), ...muscle, 60, -10, ...repeated(4, 1000)];
    expect(gapOf(against, 3, 12).distance).toBeGreaterThan(7.5);
  });

  it('begins inside where the voxel lies on the slope of a denser body', () => {
    const values = [...repeated(3, 1000), 200, ...repeated(6, 0), ...repeated(4, 1000)];
    const { ends } = gapOf(values, 3, 10);
    expect(ends[0][0]).toBeGreaterThan(2);
    expect(ends[0][0]).toBeLessThan(3);
  });
});

describe('the nearest way from faint mineral to bone', () => {
  it('begins at a voxel of the mineral that is measured', { timeout: 60_000 }, async () => {
    const { studies } = await openStudy(sample);
    const volume = await buildVolume(studies[0]?.series[0]?.instances ?? []);
    const { lesions, voxels } = measureLesions(volume);
    const [nearest] = lesions[0]?.bone.nearest ?? [];
    const found = voxels[0];
    if (!nearest || !found) throw new Error('no lesion beside bone in the sample');
    const [width, height] = found.size;
    const distances = [...found.mineral].flatMap((set, at) => {
      if (!set) return [];
      const row = Math.floor(at / width);
      const place: Vec3 = [at % width, row % height, Math.floor(row / height)];
      const point = toPatient(
        volume,
        place.map((x, axis) => x + (found.offset[axis] ?? 0)) as unknown as Vec3,
      );
      return [Math.hypot(...point.map((x, axis) => x - (nearest[axis] ?? 0)))];
    });
    expect(Math.min(...distances)).toBeLessThan(Math.max(...volume.spacing));
  });
});
