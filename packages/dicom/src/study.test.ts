import { describe, expect, it } from 'vitest';
import { parseInstance, readStudy, type Input } from './index.ts';
import { ctSlice, dataset, part10 } from './part10.fixture.ts';

const input = (name: string, bytes: Uint8Array): Input => ({ name, bytes });
const text = new TextEncoder().encode('This is a text file that somebody renamed; it is no image at all.');

describe('readStudy', () => {
  it('sorts files into studies and series by their headers', async () => {
    const { studies, refused, patient } = await readStudy([
      input('c', ctSlice(2)),
      input('a', ctSlice(0)),
      input('other', ctSlice(5, { SeriesInstanceUID: '1.2.3.9', SeriesNumber: 1 })),
      input('b', ctSlice(1)),
    ]);
    expect(refused).toEqual([]);
    expect(patient.id).toBe('P1');
    expect(studies).toHaveLength(1);
    expect(studies[0]?.series.map(({ uid }) => uid)).toEqual(['1.2.3.9', '1.2.3.4']);
    expect(studies[0]?.series[1]?.instances.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });

  it('refuses a place without DICOM', async () => {
    const files = [input('a.md', text), input('b.txt', text)];
    await expect(readStudy(files, { name: 'photos' })).rejects.toMatchObject({
      code: 'no-dicom',
      params: { name: 'photos', files: 2 },
    });
    await expect(readStudy([])).rejects.toMatchObject({ code: 'no-dicom' });
  });

  it('refuses a text file renamed to .dcm by name and reads the rest', async () => {
    const { refused, studies } = await readStudy([input('note.dcm', text), input('a', ctSlice(0))]);
    expect(refused).toMatchObject([{ where: 'note.dcm', code: 'not-dicom' }]);
    expect(studies).toHaveLength(1);
    await expect(readStudy([input('note.dcm', text)])).rejects.toThrow('note.dcm is not a DICOM file');
  });

  it('leaves files that claim nothing aside without complaint', async () => {
    const { refused, ignored } = await readStudy([input('README.md', text), input('a', ctSlice(0))]);
    expect(refused).toEqual([]);
    expect(ignored).toEqual(['README.md']);
  });

  it('refuses a truncated file by name wherever it is cut', async () => {
    const whole = ctSlice(0);
    for (let length = 140; length < whole.length - 1; length++) {
      await expect(readStudy([input('cut.dcm', whole.slice(0, length))])).rejects.toThrow(/^cut\.dcm /);
    }
    const { refused } = await readStudy([input('cut.dcm', whole.slice(0, -10)), input('b', ctSlice(1))]);
    expect(refused).toMatchObject([{ where: 'cut.dcm', code: 'truncated' }]);
  });

  it('refuses two patients, says how many and never who', async () => {
    const second = ctSlice(1, { PatientID: 'P2', PatientName: 'Secret^Person' });
    const third = ctSlice(2, { PatientID: 'P3' });
    const reading = readStudy([input('a', ctSlice(0)), input('b', second), input('c', third)]);
    await expect(reading).rejects.toMatchObject({ code: 'several-patients', params: { count: 3 } });
    await expect(reading).rejects.not.toThrow(/Secret|P2/);
  });

  it('takes one number with two names and birth dates for two patients', async () => {
    const a = ctSlice(0, { PatientBirthDate: '19700101' });
    const b = ctSlice(1, { PatientName: 'C^D', PatientBirthDate: '19800101' });
    await expect(readStudy([input('a', a), input('b', b)])).rejects.toMatchObject({
      code: 'several-patients',
    });
  });

  it('keeps one copy of an object that is there twice', async () => {
    const { studies, notes } = await readStudy([input('a', ctSlice(0)), input('copy', ctSlice(0))]);
    expect(studies[0]?.series[0]?.instances).toHaveLength(1);
    expect(notes).toMatchObject([{ code: 'duplicate-removed', params: { copies: 1 } }]);
  });

  it('groups and sorts images with empty UIDs', async () => {
    const empty = {
      SOPInstanceUID: '',
      SeriesInstanceUID: '',
      StudyInstanceUID: '',
      PatientID: '',
      PatientName: '',
    };
    const files = [2, 0, 1].map((index) => input(`f${index}`, ctSlice(index, empty)));
    const { studies } = await readStudy(files);
    expect(studies[0]?.series[0]?.instances.map(({ name }) => name)).toEqual(['f0', 'f1', 'f2']);
  });

  it('refuses images without pixels by name', async () => {
    const { refused } = await readStudy([
      input('a', ctSlice(0)),
      input('empty', ctSlice(1, { PixelData: '' })),
    ]);
    expect(refused).toMatchObject([{ where: 'empty', code: 'no-pixel-data' }]);
  });

  it('keeps within its limits', async () => {
    const files = [input('a', ctSlice(0)), input('b', ctSlice(1))];
    await expect(readStudy(files, { limits: { files: 1 } })).rejects.toMatchObject({
      code: 'too-many-files',
    });
    await expect(readStudy(files, { limits: { totalBytes: 900 } })).rejects.toMatchObject({
      code: 'too-large',
    });
    await expect(readStudy(files, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('survives any bytes with one sentence', () => {
    const whole = ctSlice(0);
    for (let seed = 0; seed < 400; seed++) {
      const broken = whole.slice();
      for (let k = 0; k < 4; k++)
        broken[132 + ((seed * 7919 + k * 104729) % (broken.length - 132))] = (seed * 31 + k * 97) & 255;
      try {
        parseInstance(broken, 'broken');
      } catch (error) {
        expect(error).toMatchObject({ name: 'DicomError' });
      }
    }
  });

  it('refuses sequences nested without end', () => {
    const open = Uint8Array.of(
      0x08,
      0,
      0x15,
      0x11,
      0x53,
      0x51,
      0,
      0,
      255,
      255,
      255,
      255,
      0xfe,
      0xff,
      0,
      0xe0,
      255,
      255,
      255,
      255,
    );
    const deep = new Uint8Array(open.length * 50_000);
    for (let i = 0; i < 50_000; i++) deep.set(open, i * open.length);
    expect(() => parseInstance(part10(deep), 'deep')).toThrow(/^deep /);
    expect(() => parseInstance(part10(dataset({ Modality: 'CT' })), 'fine')).not.toThrow();
  });
});
