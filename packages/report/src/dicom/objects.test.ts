import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildVolume, stacksOf, type Volume } from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import { findingsOf, type CaseFacts } from '@calx/knowledge';
import {
  writeSegmentation,
  writeStructuredReport,
  type Authorship,
  type ReportLesion,
  type SourceImages,
  type WrittenSegmentation,
} from '../index.ts';

const authorship: Authorship = { written: new Date('2026-01-02T03:04:05Z'), version: '0.1.0' };
const has = (program: string): boolean => !spawnSync(program, ['--version']).error;
const pydicom = spawnSync('/usr/bin/python3', ['-c', 'import pydicom']).status === 0;

const facts: CaseFacts = {
  findings: {
    site: 'thigh',
    pattern: ['amorphous_cloudlike'],
    noncalcified_soft_tissue: 'yes',
    bone: 'none',
  },
};
const lesion: ReportLesion = {
  series: '',
  thresholdHU: 150,
  mass: null,
  mineral: {
    voxels: 60,
    volume: { value: 1 / 3 + 1234567.891, unit: 'mm3', low: 1234000, high: 1235000 },
    components: [],
  },
  maxDiameter: 61.25,
  surface: null,
  sphericity: 0.642,
  nodules: { count: 3, volumes: [1, 2, 3] },
  density: { mean: 300.5, sd: 20, min: 150, max: 397, p10: 160, p90: 380 },
  bone: { distance: 4.1, contactArea: 0, touches: false },
};

describe('DICOM objects of a case', () => {
  const folder = mkdtempSync(join(tmpdir(), 'calx-dicom-'));
  const path = (name: string): string => join(folder, name);
  let volume: Volume;
  let images: SourceImages;
  let segmentation: WrittenSegmentation;
  let masks: Uint8Array[];

  beforeAll(async () => {
    const study = await openStudy(join(import.meta.dirname, '../../../../samples/sts-045'));
    const series = study.studies.flatMap((found) => found.series).find(({ modality }) => modality === 'CT');
    if (!series) throw new Error('the sample has a CT');
    volume = await buildVolume(series.instances);
    images = { slices: stacksOf(series.instances)[0]?.slices ?? [], geometry: volume };
    masks = [box([20, 30, 5], [3, 4, 5]), box([40, 10, 8], [2, 2, 1])];
    segmentation = writeSegmentation(
      images,
      masks.map((mask, index) => ({ mask, label: `病灶 ${index + 1}` })),
      authorship,
    );
    writeFileSync(path('seg.dcm'), segmentation.bytes);
    writeFileSync(
      path('sr.dcm'),
      writeStructuredReport(
        {
          images,
          reading: { lesions: [lesion, lesion], findings: findingsOf(facts) },
          segmentation,
          lang: 'zh',
        },
        authorship,
      ),
    );
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function box([x, y, z]: readonly number[], [w, h, d]: readonly number[]): Uint8Array {
    const [columns, rows, slices] = volume.size;
    const mask = new Uint8Array(columns * rows * slices);
    for (let k = z!; k < z! + d!; k++)
      for (let j = y!; j < y! + h!; j++)
        mask.fill(1, x! + columns * (j + rows * k), x! + w! + columns * (j + rows * k));
    return mask;
  }

  it('writes the same bytes for the same case', () => {
    const again = writeSegmentation(
      images,
      masks.map((mask, index) => ({ mask, label: `病灶 ${index + 1}` })),
      authorship,
    );
    expect(Buffer.from(again.bytes).equals(Buffer.from(segmentation.bytes))).toBe(true);
  });

  it.skipIf(!has('dciodvfy')).each(['seg.dcm', 'sr.dcm'])(
    '%s passes dciodvfy (skipped without dicom3tools)',
    (name) => {
      const { stderr, stdout } = spawnSync('dciodvfy', ['-new', path(name)], { encoding: 'utf8' });
      expect(`${stdout}${stderr}`.split('\n').filter((line) => /^Error/.test(line))).toEqual([]);
    },
  );

  it.skipIf(!has('dsrdump'))('is a report that dsrdump reads (skipped without dcmtk)', () => {
    const { stdout, stderr, status } = spawnSync('dsrdump', ['+Pl', path('sr.dcm')], { encoding: 'utf8' });
    // Its VR checker does not know UTF-8 and says so.
    expect(
      stderr.replace(/^W: The VR checker does not support this Specific Character Set.*$/m, ''),
    ).not.toMatch(/^[EW]:/m);
    expect(status).toBe(0);
    expect(stdout).toContain('Maximum 3D diameter');
  });

  it.skipIf(!pydicom)('gives the voxels and their places back to pydicom (skipped without pydicom)', () => {
    const script = `
import sys, json, numpy, pydicom
ds = pydicom.dcmread(sys.argv[1])
frames = ds.pixel_array
out = []
for f, g in zip(frames, ds.PerFrameFunctionalGroupsSequence):
    z, y, x = 0, *numpy.nonzero(f)
    out.append([int(g.SegmentIdentificationSequence[0].ReferencedSegmentNumber), int(f.sum()), int(min(x)), int(min(y)),
      float(g.PlanePositionSequence[0].ImagePositionPatient[2]), g.DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID])
print(json.dumps({'frames': out, 'label': str(ds.SegmentSequence[0].SegmentLabel), 'charset': ds.SpecificCharacterSet}))
`;
    const result = spawnSync('/usr/bin/python3', ['-c', script, path('seg.dcm')], { encoding: 'utf8' });
    expect(result.stderr).toBe('');
    const read = JSON.parse(result.stdout) as {
      frames: (string | number)[][];
      label: string;
      charset: string;
    };
    expect(read.label).toBe('病灶 1');
    expect(read.charset).toBe('ISO_IR 192');
    expect(read.frames).toHaveLength(6);
    const sourceOf = (k: number) => images.slices[k]?.instance.sopInstanceUID;
    const heightOf = (k: number) => images.slices[k]?.header.position?.[2];
    expect(read.frames[0]).toEqual([1, 12, 20, 30, heightOf(5), sourceOf(5)]);
    expect(read.frames[5]).toEqual([2, 4, 40, 10, heightOf(8), sourceOf(8)]);
  });

  it('refuses a mask of another grid and an empty one', () => {
    const write = (mask: Uint8Array) => writeSegmentation(images, [{ mask, label: '1' }], authorship);
    expect(() => write(new Uint8Array(10))).toThrow(expect.objectContaining({ code: 'mask_size' }));
    expect(() => write(new Uint8Array(masks[0]!.length))).toThrow(
      expect.objectContaining({ code: 'empty_mask' }),
    );
  });
});
