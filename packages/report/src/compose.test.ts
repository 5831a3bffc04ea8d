import { describe, expect, it } from 'vitest';
import { findingsOf, withProposals, type CaseFacts } from '@calx/knowledge';
import { composeReport, renderHtml, renderText, withEdits, type CaseReading, type Report } from './index.ts';

const facts: CaseFacts = {
  age: 56,
  sex: 'F',
  findings: {
    site: 'hip_buttock',
    trauma: 'no',
    pain: 'mild',
    t2: 'hypo',
    bone: { present: ['none'] },
    enhancement: { possible: ['peripheral_septal'] },
  },
  labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L', flag: 'N' }],
};

const reading: CaseReading = {
  facts,
  findings: withProposals(findingsOf(facts), [
    { variable: 'pattern', value: 'multinodular_cobblestone', confidence: 0.9 },
    { variable: 'bone', value: 'pressure_remodelling', confidence: 0.6 },
    { variable: 'ct_hu_max', value: 812, confidence: 1 },
  ]),
  study: {
    studyUID: '1.2.3',
    date: '20260102',
    series: [
      { seriesUID: '1.2.3.4', modality: 'CT', role: 'ct', instances: 74, spacing: [0.977, 0.977, 3.27] },
      { seriesUID: '1.2.3.5', modality: 'MR', role: 'mr-t1', instances: 70 },
    ],
  },
  lesions: [
    {
      series: '1.2.3.4',
      thresholdHU: 150,
      mass: null,
      mineral: {
        voxels: 2700,
        volume: { value: 8412, unit: 'mm3', low: 8190, high: 8630 },
        components: [{ voxels: 2700, volume: 8412 }],
      },
      maxDiameter: 61.2,
      surface: 3120,
      sphericity: 0.64,
      nodules: { count: 2, volumes: [5012, 3400] },
      density: { mean: 412, sd: 121, min: 150, max: 812, p10: 201, p50: 400, p90: 640 },
      bone: { distance: 4.1, contactArea: 0, touches: false },
    },
  ],
  differential: {
    release: { version: '2026.11.0', hash: 'ba5654bc572cffffffffff' },
    pack: 'periarticular',
    differential: [
      {
        diagnosis: 'tumoral_calcinosis',
        probability: 0.81,
        interval: [0.72, 0.88],
        weights: [
          {
            variable: 'pattern',
            value: 'multinodular_cobblestone',
            decibans: 7.4,
            sources: [{ id: 'steinbach1995', k: 9, n: 9 }],
          },
          { variable: 'pain', value: 'mild', decibans: -1.2, sources: [] },
          { variable: 'sex', value: 'F', decibans: -0.4, sources: [] },
          { variable: 'age', value: 56, decibans: 1.1, sources: [] },
        ],
      },
      { diagnosis: 'tophaceous_gout', probability: 0.003, interval: [0, 0.02], weights: [] },
    ],
    noneOfThese: 0.02,
    alarms: [
      {
        code: 'metabolic',
        level: 'warning',
        message: { zh: '手术前须查血磷。', en: 'Measure phosphate before surgery.' },
        because: [{ variable: 'pattern', value: 'multinodular_cobblestone' }],
      },
    ],
    next: [
      {
        act: 'laboratory_panel',
        name: { zh: '生化检查', en: 'Laboratory panel' },
        bits: 0.413,
        asks: ['calcium'],
      },
      { act: 'ct', name: { zh: 'CT平扫', en: 'CT' }, bits: 0.3, asks: ['fluid_calcium_level'], atHand: true },
      {
        act: 'biopsy',
        name: { zh: '穿刺活检', en: 'Core biopsy' },
        bits: 2,
        asks: [],
        heldBackBy: 'leave_alone',
      },
    ],
    ignored: [],
  },
  refusals: [
    { where: '1.2.3.5', why: 'No muscle was found.' },
    { where: 'mr-t2', why: 'T2 is missing.' },
  ],
  notice: { zh: '此例为肉瘤。', en: 'This is a sarcoma.' },
};

const sentence = (report: Report, id: string) =>
  report.sections.flatMap((section) => section.sentences).find((found) => found.id === id);

describe('the report of a case', () => {
  const en = composeReport(reading, 'en');
  const zh = composeReport(reading, 'zh');

  it('follows the usual order', () => {
    expect(en.sections.map(({ id }) => id)).toEqual([
      'technique',
      'history',
      'findings',
      'measurements',
      'impression',
      'advice',
      'sources',
    ]);
  });

  it('has the same sentences in both languages, each with an id of its own', () => {
    const ids = (report: Report) => report.sections.flatMap((s) => s.sentences.map(({ id }) => id));
    expect(ids(zh)).toEqual(ids(en));
    expect(new Set(ids(en)).size).toBe(ids(en).length);
  });

  it('leaves no key, no placeholder and no code in the text', () => {
    for (const report of [en, zh]) {
      const text = renderText(report);
      expect(text).not.toMatch(/\{\{|\}\}|undefined|NaN|\[object/);
      expect(text).not.toMatch(/\b(measure|finding|impression|technique|sentence|lab|advice)\.[a-z]/i);
    }
    const ideographs = /[\u4e00-\u9fff]/;
    expect(renderText(en)).not.toMatch(ideographs);
    for (const section of zh.sections.filter(({ id }) => id !== 'sources')) {
      for (const { text } of section.sentences) expect(text).toMatch(ideographs);
    }
  });

  it('ranks nothing on age and sex alone, and keeps the alarm', () => {
    const report = composeReport(
      { ...reading, lesions: [], facts: { age: 56, sex: 'F', findings: {} }, findings: {} },
      'en',
    );
    const impression = report.sections.find(({ id }) => id === 'impression');
    expect(impression?.sentences.map(({ id }) => id)).toEqual([
      'impression.nothing',
      'impression.alarm.metabolic',
    ]);
    expect(renderText(report)).not.toContain('Most likely');
  });

  it('says which finding the machine proposes and which a person read', () => {
    expect(sentence(en, 'finding.pattern')).toMatchObject({ how: 'measured', confirmed: false });
    expect(sentence(en, 'finding.pattern')?.text).toContain('not confirmed');
    expect(sentence(zh, 'finding.pattern')?.text).toContain('待医师确认');
    expect(sentence(en, 'finding.t2')).toEqual({
      id: 'finding.t2',
      text: 'Hypointense to muscle on T2.',
      basis: ['finding:t2'],
      how: 'read',
      confirmed: true,
    });
  });

  it('keeps an override beside the proposal and hedges what is only possible', () => {
    expect(sentence(en, 'finding.bone')?.text).toBe('The adjacent bone is intact.');
    expect(sentence(en, 'finding.bone.override')?.text).toMatch(/pressure remodelling/i);
    expect(sentence(en, 'finding.enhancement')?.text).toBe('Possibly: peripheral and septal enhancement.');
  });

  it('gives measurements with unit and bounds', () => {
    expect(sentence(en, 'lesion.1.mineral')?.text).toBe(
      'Mineral volume 8412 mm³ (8190 to 8630), in one piece.',
    );
    expect(sentence(zh, 'lesion.1.bone')?.text).toBe('距骨最短距离 4.10 mm。');
  });

  it('gives the differential with interval, reasons and numbered sources', () => {
    expect(sentence(en, 'impression.leader')?.text).toMatch(/81.%.*72–88/);
    expect(sentence(en, 'impression.leader.for')?.text).toContain('9 of 9 [1]');
    expect(sentence(en, 'impression.diagnosis.tophaceous_gout')?.text).toMatch(/<.1/);
    expect(sentence(en, 'source.steinbach1995')?.text).toMatch(/^\[1\] .{10}/);
    expect(sentence(en, 'sources.release')?.text).toContain('2026.11.0');
    expect(sentence(zh, 'impression.alarm.metabolic')?.text).toContain('手术前须查血磷');
  });

  it('weighs the patient’s own age and sex', () => {
    expect(sentence(en, 'impression.leader.for')?.text).toContain('age 56 years (+1.1 dB)');
    expect(sentence(zh, 'impression.leader.against')?.text).toContain('女性（−0.4 dB）');
  });

  it('names the series in which something was not measured, and shows no code of what is missing', () => {
    expect(sentence(en, 'measure.refused.1')?.text).toBe(
      'Not measured (MRI, T1-weighted): No muscle was found.',
    );
    expect(sentence(en, 'measure.refused.2')?.text).toBe('Not measured: T2 is missing.');
  });

  it('asks for the images at hand to be read before further tests', () => {
    const advice = en.sections.find(({ id }) => id === 'advice')?.sentences.map(({ text }) => text);
    expect(advice?.[0]).toMatch(/^Still to be read from the images at hand: CT \(fluid-calcium level\)/);
    expect(advice?.[1]).toMatch(/^Next: Laboratory panel/);
    expect(advice?.[2]).toBe('Not now, see the alarm: Core biopsy.');
  });

  it('says what is unknown when nothing is known', () => {
    const empty = composeReport({ facts: { findings: {} }, findings: {} }, 'en');
    const text = renderText(empty);
    expect(text).toContain('Age and sex not stated.');
    expect(text).toContain('No laboratory values were given.');
    expect(text).toContain('No differential was computed.');
    expect(text).toContain('No images were given');
  });

  it('says once that it is no medical device', () => {
    expect(renderText(en).match(/not a medical device/g)).toHaveLength(1);
    expect(renderHtml(zh).match(/不是医疗器械/g)).toHaveLength(1);
  });

  it('keeps an edit on its sentence while the case changes', () => {
    const edits = { 'finding.t2': 'Dark on T2 throughout.' };
    const changed = composeReport(
      { ...reading, findings: { ...reading.findings, t2: { ...reading.findings['t2']!, value: 'hyper' } } },
      'en',
    );
    expect(sentence(withEdits(changed, edits), 'finding.t2')).toMatchObject({
      text: 'Dark on T2 throughout.',
      edited: true,
    });
    expect(withEdits(en, {})).toEqual(en);
  });
});

describe('the report as a page', () => {
  it('escapes what people and files wrote and loads nothing from outside', () => {
    const hostile = '<script>alert(1)</script>"\'&';
    const html = renderHtml(
      composeReport(
        { ...reading, notice: hostile, study: { ...reading.study!, description: hostile } },
        'en',
      ),
      { study: { patient: { name: hostile } } },
    );
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;');
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(html).toContain("default-src 'none'");
  });

  it('carries key images as data and refuses an address', () => {
    const report = composeReport(reading, 'en');
    const png = 'data:image/png;base64,iVBORw0KGgo=';
    expect(renderHtml(report, { images: [{ dataUrl: png, caption: 'Axial' }] })).toContain(png);
    expect(() => renderHtml(report, { images: [{ dataUrl: 'https://x/y.png', caption: '' }] })).toThrow(
      expect.objectContaining({ code: 'bad_image' }),
    );
  });
});
