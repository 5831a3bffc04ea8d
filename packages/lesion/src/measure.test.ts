import { existsSync, readFileSync } from 'node:fs';
import { buildVolume, readMask, type Vec3, type Volume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { beforeAll, describe, expect, it } from 'vitest';
import { measureLesions } from './index.ts';
import { measureSurface } from './marching-cubes.ts';

const root = new URL('../../../', import.meta.url);
const sample = new URL('samples/sts-045/CT', root).pathname;
const collection = `${process.env['CALX_SHARED'] ?? new URL('../shared', root).pathname}/data/dicom/sts-soft-tissue-sarcoma`;
const shared = existsSync(collection);

async function ct(folder: string): Promise<Volume> {
  const { studies } = await openStudy(folder);
  const series = studies.flatMap((study) => study.series).find(({ modality }) => modality === 'CT');
  return buildVolume(series?.instances ?? []);
}

describe('the sample: a calcified sarcoma beside the femur', () => {
  let volume: Volume;
  const click: Vec3 = [56.3, 6.1, 866.1];
  beforeAll(async () => {
    volume = await ct(sample);
  });

  it('one click finds the clumps of the reference and leaves the femur out', () => {
    const { lesions, refusals } = measureLesions(volume, { at: click });
    expect(refusals).toEqual([]);
    const [lesion] = lesions;
    const found = (at: Vec3, voxels: number): boolean =>
      lesion?.mineral.components.some(
        (part) =>
          part.voxels === voxels && Math.hypot(...part.centroid.map((x, n) => x - (at[n] ?? 0))) < 0.2,
      ) ?? false;
    // reference-measurements.json beside the published data, 6-connected at 150 HU
    expect(found([56.3, 6.1, 866.1], 503)).toBe(true);
    expect(found([71.8, -1.6, 880.2], 60)).toBe(true);
    expect(found([79.2, 10.3, 871.8], 52)).toBe(true);
    expect(lesion?.density.max).toBe(397);
    expect(lesion?.bone).toMatchObject({ touches: false, contactArea: 0 });
  });

  it('proposes the same mass without a click', () => {
    const [first] = measureLesions(volume).lesions;
    const [clicked] = measureLesions(volume, { at: click }).lesions;
    expect(first?.mineral.voxels).toBe(clicked?.mineral.voxels);
  });

  it('takes a femur that padding cuts, inside the volume, for bone: the same mass alone', () => {
    const [nx, ny, nz] = volume.size;
    const data = volume.data.slice();
    for (let k = 0; k < nz; k += 1)
      for (let j = 0; j < ny; j += 1) {
        const along = k + 0.05 * (j - ny / 2);
        if (along < 8 || along > 69) data.fill(-1024, nx * (j + ny * k), nx * (j + 1 + ny * k));
      }
    const { lesions } = measureLesions({ ...volume, data });
    expect(lesions.map(({ mineral }) => mineral.voxels)).toEqual([880]);
  });

  it('refuses a click on the femur, in the air and outside', () => {
    const code = (at: Vec3): string | undefined => measureLesions(volume, { at }).refusals[0]?.code;
    expect(code([5000, 0, 0])).toBe('outsideVolume');
    expect(code([-30, -100, 680])).toBe('nothingHere');
  });
});

describe.skipIf(!shared)('controls of the collection (skipped: ../shared is absent)', () => {
  it.each(['sts-036', 'sts-008'])('%s has no calcified mass, and none is invented', async (patient) => {
    expect(measureLesions(await ct(`${collection}/${patient}/CT`)).lesions).toEqual([]);
  });

  it('sts-028: all four clumps of the reference with one click', async () => {
    const [lesion] = measureLesions(await ct(`${collection}/sts-028/CT`), { at: [49.5, 1.6, 479.3] }).lesions;
    expect(lesion?.mineral.components.map(({ voxels }) => voxels)).toEqual(
      expect.arrayContaining([127, 44, 41, 40]),
    );
  });
});

describe.skipIf(!shared)('ossification that touches bone (skipped: ../shared is absent)', () => {
  it('sts-020: spicules are taken from the femur, which they touch', async () => {
    const [lesion] = measureLesions(await ct(`${collection}/sts-020/CT`)).lesions;
    expect(lesion?.bone).toMatchObject({ touches: true, distance: 0 });
    expect(lesion?.bone.contactArea).toBeGreaterThan(100);
    expect(lesion?.mineral.voxels).toBeGreaterThan(400);
    expect(lesion?.density.max).toBeLessThan(500);
  });
});

describe('the mesh of a mask', () => {
  it('has the volume and area of the IBSI digital phantom (CC BY 4.0, theibsi/data_sets)', () => {
    const mask = Uint8Array.from(
      readFileSync(new URL('./ibsi-digital-phantom-mask.txt', import.meta.url), 'utf8').replace(/[^01]/g, ''),
      Number,
    );
    const { area, volume } = measureSurface(mask, [5, 4, 4], [2, 2, 2]);
    expect(Math.abs(volume - 556)).toBeLessThanOrEqual(4);
    expect(Math.abs(area - 388)).toBeLessThanOrEqual(3);
  });
});

describe.skipIf(!shared)(
  'a given mass against the collection’s reference (skipped: ../shared is absent)',
  () => {
    // reference-measurements.json: isolated components within the tumour contour, computed with scipy.
    it.each([
      ['sts-045', 150, 2744.3],
      ['sts-045', 200, 913.6],
      ['sts-028', 150, 785.9],
      ['sts-028', 200, 520.9],
    ])('%s at %i HU holds %f mm3 within one per cent', async (patient, thresholdHU, reference) => {
      const volume = await ct(`${collection}/${patient}/CT`);
      const { data: mask } = await readMask(readFileSync(`${collection}/${patient}/CT_mask.nii.gz`), volume);
      const [lesion] = measureLesions(volume, { mask, thresholdHU }).lesions;
      expect(Math.abs((lesion?.mineral.volume.value ?? 0) / reference - 1)).toBeLessThan(0.01);
      expect(lesion?.mass?.voxels).toBe(patient === 'sts-045' ? 160270 : 66087);
    });
  },
);
