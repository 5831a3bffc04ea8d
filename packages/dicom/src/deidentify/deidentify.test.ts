import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { DicomError } from '../errors.ts';
import { DEFAULT_LIMITS } from '../limits.ts';
import { parseInstance, type Instance } from '../instance.ts';
import { readInputs } from '../node.ts';
import { dataset, part10, type Encoding, type Values } from '../part10.fixture.ts';
import { TransferSyntax } from '../transfer-syntax.ts';
import { readPixels } from '../pixels.ts';
import { hasShared, NEEDS_SHARED, SHARED_DICOM } from '../shared.fixture.ts';
import { deidentify, type Deidentified } from './deidentify.ts';
import { DEFAULT_PROFILE, parseProfile } from './profile.ts';

const SECRET = 'a secret of this test';
const pixels = new Uint8Array(new Uint16Array([1, 2, 3, 4]).buffer);
const CT = {
  SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
  SOPInstanceUID: '1.2.3.4.1',
  StudyInstanceUID: '1.2.3.4',
  SeriesInstanceUID: '1.2.3.4.0',
  FrameOfReferenceUID: '1.2.3.9',
  StudyDate: '20150304',
  StudyDescription: 'Hip of Meier',
  SeriesDescription: 'T1 ax Meier 3mm',
  PatientName: 'Meier^Anna',
  PatientID: '4711-77',
  PatientBirthDate: '19590102',
  PatientAge: '056Y',
  PatientSex: 'F',
  Manufacturer: 'Maker',
  Modality: 'CT',
  Rows: 2,
  Columns: 2,
  BitsAllocated: 16,
  PixelData: pixels,
} as const;

/** The values as an object read from a file. */
function object(values: Values, encoding: Encoding = {}, syntax?: string): Instance {
  return parseInstance(part10(dataset(values, encoding), syntax));
}

function cleaned(instance: Instance, profile = DEFAULT_PROFILE): Deidentified {
  const result = deidentify(instance, profile, SECRET);
  if ('why' in result) throw new Error(result.why);
  return result;
}

/** The object after it was written and read again. */
const again = (instance: Instance, profile = DEFAULT_PROFILE): Instance =>
  parseInstance(cleaned(instance, profile).bytes);

describe.each([
  ['explicit little endian', {}, TransferSyntax.explicitLittleEndian],
  ['implicit little endian', { implicit: true }, TransferSyntax.implicitLittleEndian],
  ['explicit big endian', { bigEndian: true }, TransferSyntax.explicitBigEndian],
])('de-identification of a data set in %s', (_, encoding, syntax) => {
  const instance = object(CT, encoding, syntax);

  it('leaves no word of the patient and every pixel', async () => {
    const { bytes } = cleaned(instance);
    const text = new TextDecoder('latin1').decode(bytes);
    for (const word of ['Meier', 'Anna', '4711', '1959', '2015', '1.2.3.4', '1.2.3.9', '056Y'])
      expect(text, word).not.toContain(word);
    const result = parseInstance(bytes);
    expect((await readPixels(result)).data).toEqual((await readPixels(instance)).data);
  });

  it('keeps under options what they name', () => {
    const options = ['retain-patient-characteristics', 'clean-descriptors', 'retain-modified-dates'];
    const { patient, study, series } = again(instance, parseProfile({ options }));
    expect([patient.sex, patient.age]).toEqual(['F', 56]);
    expect(series.description).toBe('T1 ax 3mm');
    expect(study.date).toMatch(/^20[01]\d{5}$/);
    expect(study.date).not.toBe(CT.StudyDate);
  });
});

describe('identifiers', () => {
  it('are equal for equal ones and differ without the secret', () => {
    const one = again(object(CT));
    const two = again(object({ ...CT, SOPInstanceUID: '1.2.3.4.2' }));
    expect(two.study.uid).toBe(one.study.uid);
    expect(two.sopInstanceUID).not.toBe(one.sopInstanceUID);
    expect(two.patient.id).toBe(one.patient.id);
    expect(one.study.uid).toMatch(/^2\.25\.\d{1,39}$/);
    const other = deidentify(object(CT), DEFAULT_PROFILE, 'another secret of this test');
    expect('why' in other || other.studyInstanceUID).not.toBe(one.study.uid);
  });

  it('keep the days between two studies of a patient', () => {
    const profile = parseProfile({ options: ['retain-modified-dates'] });
    const date = (StudyDate: string): number => {
      const { date: moved } = again(object({ ...CT, StudyDate }), profile).study;
      return Date.parse(`${moved.slice(0, 4)}-${moved.slice(4, 6)}-${moved.slice(6)}`);
    };
    expect((date('20150401') - date('20150304')) / 86_400_000).toBe(28);
  });
});

describe('objects held back', () => {
  it.each([
    ['burned-in text', { BurnedInAnnotation: 'YES' }, 'held-burned-in'],
    ['a face', { RecognizableVisualFeatures: 'YES' }, 'held-recognizable'],
    ['a captured screen', { ImageType: 'DERIVED\\SECONDARY\\SCREEN SAVE' }, 'held-content'],
    ['a secondary capture', { SOPClassUID: '1.2.840.10008.5.1.4.1.1.7' }, 'held-captured'],
  ])('%s', (_, change, code) => {
    const result = deidentify(object({ ...CT, ...change }), DEFAULT_PROFILE, SECRET);
    expect('why' in result && result.code).toBe(code);
  });
});

describe('a profile', () => {
  it.each([
    { options: ['retain-everything'] },
    { keep: ['PatientAge'] },
    { secret: 'short' },
    { extra: 1 },
    [],
    'x',
  ])('is refused with the place that is wrong: %j', (data) => {
    expect(() => parseProfile(data)).toThrow(DicomError);
  });

  it('keeps and removes single attributes', () => {
    const profile = parseProfile({ keep: ['(0010,1010)'], remove: ['0008,0070'] });
    const result = again(object(CT), profile);
    expect(result.patient.age).toBe(56);
    expect(result.series.manufacturer).toBe('');
  });
});

const CHECK = `
import sys, pydicom
for f in sys.argv[1:]:
    d = pydicom.dcmread(f)
    assert d.PatientIdentityRemoved == 'YES', f
    assert d.DeidentificationMethodCodeSequence[0].CodeValue == '113100', f
    assert not any(e.tag.is_private for e in d.iterall()), f
    assert not [e for e in d.iterall() if e.VR == 'PN' and str(e.value) not in ('', 'REMOVED', str(d.PatientName))], f
    assert not [e for e in d.iterall() if e.VR in ('DA', 'DT') and str(e.value)[:8] not in ('', '19000101')], f
`;
const pydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;
const missing = hasShared ? (pydicom ? '' : '(needs pydicom)') : NEEDS_SHARED;

describe.skipIf(missing !== '')(`real files, read by another program ${missing}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'calx-deidentify-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(['nema-wg04', 'pydicom', 'fo-dicom', 'pydicom-data', 'radoss-ddh-hip-xray'])(
    '%s',
    async (place) => {
      const files: string[] = [];
      for await (const input of readInputs(join(SHARED_DICOM, place), DEFAULT_LIMITS)) {
        if ('error' in input) continue;
        let result;
        try {
          result = deidentify(parseInstance(input.bytes, input.name), DEFAULT_PROFILE, SECRET);
        } catch (error) {
          if (error instanceof DicomError) continue;
          throw error;
        }
        if ('why' in result) continue;
        const file = join(folder, `${place}-${files.length}.dcm`);
        writeFileSync(file, result.bytes);
        files.push(file);
      }
      expect(files.length).toBeGreaterThan(0);
      const checked = spawnSync('/usr/bin/python3', ['-W', 'ignore', '-c', CHECK, ...files], {
        encoding: 'utf8',
      });
      expect(checked.stderr).toBe('');
    },
  );
});
