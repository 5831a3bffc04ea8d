import { buildVolume, type Volume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { toIndex } from './grid.ts';
import { measureLesions } from './index.ts';

const sample = new URL('../../../samples/sts-045/CT', import.meta.url).pathname;

describe('the bone about a lesion', () => {
  let volume: Volume;
  beforeAll(async () => {
    const { studies } = await openStudy(sample);
    volume = await buildVolume(studies[0]?.series[0]?.instances ?? []);
  });

  it('is the whole femur beside the sample, in every slice, with the nearest point on its face', () => {
    const { lesions, voxels, surroundings } = measureLesions(volume, {}, { surroundings: 60 });
    const [around] = surroundings;
    const [found] = voxels;
    const nearest = lesions[0]?.bone.nearest;
    if (!around || !found || !nearest) throw new Error('nothing was measured');
    const { size, offset, bone } = around;
    const isBone = (i: number, j: number, k: number): boolean =>
      bone[i - offset[0] + size[0] * (j - offset[1] + size[1] * (k - offset[2]))] === 1;
    for (let k = 0; k < size[2]; k += 1) {
      const slice = bone.subarray(k * size[0] * size[1], (k + 1) * size[0] * size[1]);
      // A ring of cortex is larger than a square centimetre, whatever its marrow.
      const area = slice.reduce((sum, voxel) => sum + voxel, 0) * volume.spacing[0] * volume.spacing[1];
      expect(area, `slice ${k + offset[2]}`).toBeGreaterThan(100);
    }
    const [i, j, k] = toIndex(volume, nearest[1]).map(Math.round) as [number, number, number];
    const beside = [-1, 0, 1].some((a) => [-1, 0, 1].some((b) => isBone(i + a, j + b, k)));
    expect(beside).toBe(true);
    found.mineral.forEach((set, at) => {
      if (!set) return;
      const [nx, ny] = found.size;
      const here = [at % nx, Math.floor(at / nx) % ny, Math.floor(at / (nx * ny))] as const;
      expect(isBone(here[0] + found.offset[0], here[1] + found.offset[1], here[2] + found.offset[2])).toBe(
        false,
      );
    });
  });

  it('is not looked for unless asked', () => {
    expect(measureLesions(volume).surroundings).toEqual([]);
  });
});
