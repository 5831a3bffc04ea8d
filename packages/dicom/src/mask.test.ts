import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { buildVolume, readMask, type Geometry, type Vec3 } from './index.ts';
import { openStudy } from './node.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

const grid: Geometry = {
  size: [4, 3, 2],
  spacing: [1, 2, 3],
  origin: [10, 20, 30],
  axes: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
};

/** A NIfTI-1 file of bytes; `affine` are the three rows of voxel to RAS. */
function nifti(
  size: Vec3,
  affine: readonly (readonly number[])[],
  set: readonly number[],
  code = 2,
): Uint8Array {
  const voxels = size[0] * size[1] * size[2];
  const view = new DataView(new ArrayBuffer(352 + voxels));
  view.setInt32(0, 348, true);
  [3, ...size, 1, 1, 1, 1].forEach((n, i) => view.setInt16(40 + 2 * i, n, true));
  view.setInt16(70, code, true);
  view.setFloat32(108, 352, true);
  view.setInt16(254, 1, true);
  affine.flat().forEach((value, i) => view.setFloat32(280 + 4 * i, value, true));
  for (const index of set) view.setUint8(352 + index, 1);
  return new Uint8Array(view.buffer);
}

const RAS = [
  [-1, 0, 0, -10],
  [0, -2, 0, -20],
  [0, 0, 3, 30],
];

describe('readMask of NIfTI', () => {
  it('turns RAS to LPS, plain or gzipped', async () => {
    const file = nifti([4, 3, 2], RAS, [0, 5, 23]);
    for (const bytes of [file, gzipSync(file)]) {
      const mask = await readMask(bytes, grid);
      expect(mask.voxels).toBe(3);
      expect([...mask.data].flatMap((value, i) => (value ? [i] : []))).toEqual([0, 5, 23]);
    }
  });

  it('follows reversed and swapped axes and a smaller extent', async () => {
    // i runs along -y of the patient grid, j along x, one slice at the second position.
    const file = nifti(
      [3, 2, 1],
      [
        [0, -1, 0, -11],
        [2, 0, 0, -24],
        [0, 0, 3, 33],
      ],
      [0, 5],
    );
    const mask = await readMask(file, grid);
    // (0,0) is x=1, y=2, z=1; (2,1) is x=2, y=0, z=1.
    expect([...mask.data].flatMap((value, i) => (value ? [i] : []))).toEqual([2 + 12, 1 + 4 * 2 + 12]);
  });

  it.each([
    ['shifted by half a voxel', [[-1, 0, 0, -10.5], ...RAS.slice(1)]],
    ['of another spacing', [[-1.1, 0, 0, -10], ...RAS.slice(1)]],
  ])('refuses a mask %s', async (_, affine) => {
    await expect(readMask(nifti([4, 3, 2], affine, [0]), grid)).rejects.toMatchObject({ code: 'mask-grid' });
  });

  it('refuses broken and empty masks', async () => {
    const file = nifti([4, 3, 2], RAS, [0]);
    await expect(readMask(file.slice(0, 360), grid)).rejects.toMatchObject({ code: 'bad-mask' });
    await expect(readMask(gzipSync(file).slice(0, 40), grid)).rejects.toMatchObject({ code: 'bad-mask' });
    await expect(readMask(nifti([4, 3, 2], RAS, []), grid)).rejects.toMatchObject({
      code: 'segmentation-empty',
    });
    await expect(readMask(nifti([4, 3, 2], RAS, [0], 128), grid)).rejects.toMatchObject({ code: 'bad-mask' });
  });
});

describe.skipIf(!hasShared)(`readMask of real masks ${NEEDS_SHARED}`, () => {
  it('agrees with the reference counts of sts-045', async () => {
    const folder = join(SHARED_DICOM, 'sts-soft-tissue-sarcoma/sts-045');
    const { studies } = await openStudy(join(folder, 'CT'));
    const volume = await buildVolume(studies[0]?.series[0]?.instances ?? []);
    const mask = await readMask(readFileSync(join(folder, 'CT_mask.nii.gz')), volume);
    const inside = volume.data.filter((_, i) => mask.data[i] === 1);
    expect(mask.voxels).toBe(160270);
    expect(inside.filter((hu) => hu >= 150)).toHaveLength(1539);
    expect(inside.filter((hu) => hu >= 200)).toHaveLength(847);
  });

  it('reads DICOM segmentations on their series, all or one segment', async () => {
    const folder = join(SHARED_DICOM, 'seg-sr/dcmqi');
    const { studies } = await openStudy(join(folder, 'ct-3slice'));
    const volume = await buildVolume(studies[0]?.series[0]?.instances ?? []);
    const liver = await readMask(readFileSync(join(folder, 'liver_seg.dcm')), volume);
    expect(liver.size).toEqual([512, 512, 3]);
    const overlaps = readFileSync(join(folder, 'partial_overlaps_seg.dcm'));
    const all = await readMask(overlaps, volume);
    const one = await readMask(overlaps, volume, { label: 1 });
    expect(one.voxels).toBeLessThan(all.voxels);
    await expect(readMask(overlaps, volume, { label: 99 })).rejects.toMatchObject({ code: 'no-segment' });
  });

  it('refuses what is no binary segmentation', async () => {
    const fractional = readFileSync(join(SHARED_DICOM, 'seg-sr/highdicom/seg_image_ct_true_fractional.dcm'));
    await expect(readMask(fractional, grid)).rejects.toMatchObject({ code: 'not-a-segmentation' });
  });
});
