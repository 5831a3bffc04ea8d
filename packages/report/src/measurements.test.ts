import { describe, expect, it } from 'vitest';
import type { Lang } from '@calx/knowledge';
import { measurementSentences } from './measurements.ts';
import type { ReportLesion } from './types.ts';
import { wordsOf } from './words.ts';

/** The text of one sentence about one lesion. */
function said(lang: Lang, id: string, lesion: Partial<ReportLesion>): string | undefined {
  const sentences = measurementSentences(wordsOf(lang), {
    facts: { findings: {} },
    findings: {},
    lesions: [{ series: '1.2.3', ...lesion }],
  });
  return sentences.find((sentence) => sentence.id === `lesion.1.${id}`)?.text;
}

describe('a length on a film says what it is a length of', () => {
  const film = (maxDiameter: NonNullable<ReportLesion['maxDiameter']>) =>
    ({ modality: 'radiograph', maxDiameter }) as const;

  it.each([
    ['detector-plane', 'Largest diameter 61.2 mm at the detector.'],
    ['calibrated', 'Largest diameter 61.2 mm, calibrated.'],
    ['pixels', 'Largest diameter 61.2 pixels, not calibrated.'],
  ] as const)('%s', (calibration, en) => {
    expect(said('en', 'maxDiameter', film({ value: 61.2, calibration }))).toBe(en);
  });

  it('never gives pixels as millimetres, in either language', () => {
    for (const lang of ['zh', 'en'] as const) {
      const text = said(lang, 'maxDiameter', film({ value: 410, calibration: 'pixels' }));
      expect(text).toContain('410');
      expect(text).not.toContain('mm');
    }
  });

  it('keeps the length at the detector beside the estimate for the patient', () => {
    const length = {
      value: 66,
      calibration: 'detector-plane',
      estimated: { value: 60, magnification: 1.1 },
    } as const;
    expect(said('en', 'maxDiameter', film(length))).toBe(
      'Largest diameter 66.0 mm at the detector (about 60.0 mm in the patient, magnification 1.10 as the file states).',
    );
    const zh = said('zh', 'maxDiameter', film(length));
    for (const part of ['探测器', '66.0 mm', '60.0 mm', '1.10']) expect(zh).toContain(part);
  });

  it('is a bare length only where it is one in space', () => {
    expect(said('en', 'maxDiameter', { maxDiameter: 61.2 })).toBe('Largest diameter 61.2 mm.');
    expect(said('en', 'maxDiameter', { maxDiameter: null })).toBeUndefined();
  });

  it('counts nodules in the projection, without volumes', () => {
    const seen = { modality: 'radiograph', nodules: { count: 3 } } as const;
    expect(said('en', 'nodules', seen)).toContain('3 nodules seen apart in the projection');
    expect(said('en', 'nodules', { ...seen, nodules: { count: 1 } })).toBe('One nodule in the projection.');
  });
});

describe('signal against muscle', () => {
  const signal = [
    { role: 'mr-t1', ratio: { value: 0.82, low: 0.7, high: 0.95 } },
    { role: 'mr-t2-fs', ratio: { value: 2.345, low: 1.9, high: 2.8 } },
  ];
  const lesion = { modality: 'MR', signal } as const;

  it('has a sentence each sequence, with its spread', () => {
    expect(said('en', 'signal.1', lesion)).toMatch(
      /T1.*: signal 0\.82 times that of muscle \(0\.70 to 0\.95\)\.$/,
    );
    expect(said('en', 'signal.2', lesion)).toMatch(
      /T2.*: signal 2\.3[45] times that of muscle \(1\.90 to 2\.80\)\.$/,
    );
    expect(said('en', 'signal.3', lesion)).toBeUndefined();
  });

  it('says the same in Chinese', () => {
    expect(said('zh', 'signal.1', lesion)).toMatch(/T1.*：信号为肌肉的 0\.82 倍（0\.70～0\.95）。$/);
  });

  it('shows no key of the catalog for a sequence that has no name there', () => {
    const odd = { signal: [{ role: 'mr-odd', ratio: { value: 1, low: 0.9, high: 1.1 } }] };
    expect(said('en', 'signal.1', odd)).toBe('mr-odd: signal 1.00 times that of muscle (0.90 to 1.10).');
  });

  it('is silent where nothing was measured', () => {
    expect(said('en', 'signal.1', {})).toBeUndefined();
  });
});
