import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildVolume, type Series } from './index.ts';
import { openStudy } from './node.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

async function seriesIn(path: string): Promise<readonly Series[]> {
  const { studies } = await openStudy(join(SHARED_DICOM, path));
  return studies.flatMap(({ series }) => series);
}

describe.skipIf(!hasShared)(`real series ${NEEDS_SHARED}`, () => {
  it('with empty UIDs are grouped and stacked', async () => {
    const [ct, ...others] = await seriesIn('totalsegmentator-ct/ct_dicom');
    expect(others).toEqual([]);
    const volume = await buildVolume(ct?.instances ?? []);
    expect(volume).toMatchObject({ size: [512, 512, 20], quantity: 'HU' });
    expect(volume.spacing[2]).toBeCloseTo(2, 6);
  });

  it('with odd numbers only are stacked along x, the way they lie', async () => {
    const [first] = await seriesIn('pykneer-knee-mr/DESS_echo1');
    const volume = await buildVolume(first?.instances ?? []);
    expect(volume.size).toEqual([512, 512, 16]);
    expect(volume.spacing[2]).toBeCloseTo(1.5, 3);
    expect(Math.abs(volume.axes[2][0])).toBeCloseTo(1, 6);
  });

  it('that cannot be stacked say why', async () => {
    const code = async (path: string): Promise<unknown> => {
      const [series] = await seriesIn(path);
      return buildVolume(series?.instances ?? []).then(
        () => 'a volume',
        (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
      );
    };
    expect(await code('fo-dicom/GH342.dcm')).toBe('localizer-only');
    expect(await code('fo-dicom/MOVEKNEE.dcm')).toBe('several-stacks');
    expect(await code('nema-wg04/RG1/RG1_J2KI.dcm')).toBe('no-position');
    await expect(openStudy(join(SHARED_DICOM, 'radoss-ddh-hip-xray'))).rejects.toMatchObject({
      code: 'several-patients',
      params: { count: 5 },
    });
  });

  it('of parameter maps are volumes without Hounsfield units', async () => {
    const [map] = await seriesIn('pydicom-data/eCT_Supplemental.dcm');
    expect(await buildVolume(map?.instances ?? [])).toMatchObject({
      size: [512, 512, 2],
      quantity: 'arbitrary',
    });
  });
});
