import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  lackingItems,
  parseInstance,
  protocolChecklist,
  seriesRole,
  type Instance,
  type SeriesRole,
} from './index.ts';
import { ctSlice, type Values } from './part10.fixture.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from './shared.fixture.ts';

const roleOf = (changes: Values) => seriesRole({ instances: [parseInstance(ctSlice(0, changes))] });
const mr = (changes: Values) => roleOf({ Modality: 'MR', SeriesDescription: '', ...changes });
const film = (changes: Values) =>
  roleOf({ Modality: 'DX', SeriesDescription: '', ImageType: 'ORIGINAL\\PRIMARY', ...changes });
const SE = { ScanningSequence: 'SE' };

describe('seriesRole of MR', () => {
  it.each<[string, Values, string]>([
    ['short TR and TE', { ...SE, RepetitionTime: 550, EchoTime: 12 }, 'mr-t1'],
    ['long TR and TE', { ...SE, RepetitionTime: 4000, EchoTime: 90 }, 'mr-t2'],
    ['long TR, short TE', { ...SE, RepetitionTime: 3000, EchoTime: 25 }, 'mr-pd'],
    ['fat saturation', { ...SE, RepetitionTime: 4000, EchoTime: 80, ScanOptions: 'FS' }, 'mr-t2-fs'],
    [
      'STIR',
      { ScanningSequence: 'SE\\IR', RepetitionTime: 4500, EchoTime: 65, InversionTime: 160 },
      'mr-t2-fs',
    ],
    [
      'T1 after contrast',
      { ...SE, RepetitionTime: 600, EchoTime: 11, ContrastBolusAgent: 'Gd-DTPA' },
      'mr-t1-post',
    ],
    ['T2*', { ScanningSequence: 'GR', RepetitionTime: 500, EchoTime: 18, FlipAngle: 20 }, 'mr-t2-star'],
    ['only words', { SeriesDescription: 'Sag T2 FS' }, 'mr-t2-fs'],
    ['Chinese words', { SeriesDescription: '横断位 T2WI 压脂' }, 'mr-t2-fs'],
    ['Chinese contrast', { SeriesDescription: 'T1WI 增强' }, 'mr-t1-post'],
    ['pd with fat suppression', { SeriesDescription: 'PDW_SPAIR cor' }, 'mr-pd-fs'],
    ['localizer', { ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }, 'mr-localizer'],
    ['nothing known', {}, 'mr-other'],
  ])('%s', (_, changes, role) => {
    expect(mr(changes).role).toBe(role);
  });

  it('is surer where words and timing agree, and says so where they do not', () => {
    const timing = { ...SE, RepetitionTime: 550, EchoTime: 12 };
    const both = mr({ ...timing, SeriesDescription: 'T1 tra' });
    const one = mr(timing);
    const conflict = mr({ ...timing, SeriesDescription: 'T2 tra' });
    expect(both.confidence).toBeGreaterThan(one.confidence);
    expect(one.confidence).toBeGreaterThan(conflict.confidence);
    expect(conflict.because.map(({ code }) => code)).toContain('conflict');
  });

  it.each<[string, readonly number[]]>([
    ['axial', [1, 0, 0, 0, 1, 0]],
    ['coronal', [1, 0, 0, 0, 0, -1]],
    ['sagittal', [0, 1, 0, 0, 0, -1]],
    ['oblique', [0.7071, 0.7071, 0, 0, 0, -1]],
  ])('plane %s', (plane, ImageOrientationPatient) => {
    expect(mr({ ImageOrientationPatient }).plane).toBe(plane);
  });
});

describe('seriesRole of CT and films', () => {
  it.each<[string, Values, string, string | undefined]>([
    ['view position', { ViewPosition: 'AP' }, 'radiograph-ap', undefined],
    ['lateral by position', { ViewPosition: 'LL', Laterality: 'L' }, 'radiograph-lateral', 'left'],
    ['frontal by orientation', { PatientOrientation: 'L\\F' }, 'radiograph-ap', undefined],
    ['lateral by orientation', { PatientOrientation: 'A\\F' }, 'radiograph-lateral', undefined],
    ['Chinese words', { SeriesDescription: '右膝侧位' }, 'radiograph-lateral', 'right'],
    ['frog leg', { SeriesDescription: 'HIP FROG LT' }, 'radiograph-axial', 'left'],
    ['nothing known', {}, 'radiograph', undefined],
  ])('%s', (_, changes, role, side) => {
    expect(film(changes)).toMatchObject({ role, ...(side ? { side } : {}) });
  });

  it('tells localizers, captures and parameter maps from CT', () => {
    expect(roleOf({}).role).toBe('ct');
    expect(roleOf({ ImageType: 'ORIGINAL\\PRIMARY\\LOCALIZER' }).role).toBe('ct-localizer');
    expect(roleOf({ SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }).role).toBe('capture');
    expect(roleOf({ RescaleType: 'US' }).role).toBe('other');
  });
});

describe('protocolChecklist', () => {
  it('says what a study lacks', () => {
    const role = (changes: Values) => mr({ ...SE, ...changes });
    const checklist = protocolChecklist([
      { key: 'film', role: film({ ViewPosition: 'AP', BodyPartExamined: 'PELVIS' }) },
      { key: 't1', role: role({ RepetitionTime: 500, EchoTime: 10 }) },
      {
        key: 't2',
        role: role({ RepetitionTime: 4000, EchoTime: 80, ImageOrientationPatient: [1, 0, 0, 0, 0, -1] }),
      },
    ]);
    const lacking = checklist.filter(({ series }) => series.length === 0).map(({ id }) => id);
    expect(lacking).toEqual(['limb-frontal', 'limb-lateral', 'ct', 'mr-t2-fs', 'mr-post']);
    expect(checklist.find(({ id }) => id === 'mr-long-axis')?.series).toEqual(['t2']);
  });
});

describe('lackingItems', () => {
  const lacking = (...roles: readonly SeriesRole[]): readonly string[] =>
    lackingItems(protocolChecklist(roles.map((role, n) => ({ key: String(n), role }))), roles);
  const t1 = mr({ ...SE, RepetitionTime: 500, EchoTime: 10 });
  const ct = roleOf({});

  it('names a modality that is missing altogether, not each of its items', () => {
    expect(lacking(ct)).toEqual(['radiographs', 'mri']);
    expect(lacking(t1)).toEqual(['radiographs', 'ct', 'mr-long-axis', 'mr-t2', 'mr-t2-fs', 'mr-post']);
  });

  it('asks for films of the region that was filmed, and claims nothing of views that are not told', () => {
    expect(lacking(ct, film({ ViewPosition: 'AP', BodyPartExamined: 'PELVIS' }))).toEqual(['mri']);
    expect(lacking(ct, film({ ViewPosition: 'AP', BodyPartExamined: 'KNEE' }))).toEqual([
      'limb-lateral',
      'mri',
    ]);
    expect(lacking(ct, film({ ViewPosition: '', BodyPartExamined: 'KNEE' }))).toEqual(['mri']);
  });
});

describe.skipIf(!hasShared)(`seriesRole of real series ${NEEDS_SHARED}`, () => {
  const read = (file: string): Instance => parseInstance(readFileSync(join(SHARED_DICOM, file)), file);
  it.each([
    ['nema-wg04/MR2/MR2_UNC.dcm', { role: 'mr-t1', plane: 'oblique' }],
    ['nema-wg04/MR3/MR3_UNC.dcm', { role: 'mr-t1', plane: 'coronal', side: 'right' }],
    ['nema-wg04/RG1/RG1_J2KI.dcm', { role: 'radiograph-ap' }],
    ['nema-wg04/CT1/CT1_UNC.dcm', { role: 'ct', plane: 'axial' }],
    ['fo-dicom/GH342.dcm', { role: 'ct-localizer' }],
    ['fo-dicom/MOVEKNEE.dcm', { role: 'mr-t1', plane: 'sagittal' }],
    ['fo-dicom/CT-MONO2-16-ankle', { role: 'capture' }],
    ['pydicom-data/eCT_Supplemental.dcm', { role: 'other' }],
    ['seg-sr/dcmqi/liver_seg.dcm', { role: 'segmentation' }],
  ])('%s', (file, expected) => {
    expect(seriesRole({ instances: [read(file)] })).toMatchObject(expected);
  });
});
