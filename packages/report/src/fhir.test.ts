import { describe, expect, it } from 'vitest';
import { findingsOf, withProposals, type CaseFacts } from '@calx/knowledge';
import { composeReport, renderText, writeFhir, type CaseReading, type FhirResource } from './index.ts';

const facts: CaseFacts = {
  id: 'case-1',
  age: 56,
  sex: 'F',
  findings: { site: 'hip_buttock', t2: { possible: ['hypo'] } },
  labs: [{ name: 'phosphate', value: 1.9, unit: 'mmol/L', flag: 'H' }],
};
const reading: CaseReading = {
  facts,
  findings: withProposals(findingsOf(facts), [{ variable: 'ct_hu_max', value: 812, confidence: 1 }]),
  study: {
    studyUID: '1.2.3',
    date: '20260102',
    patient: { name: '张^三', id: 'P1', birthDate: '19700203' },
    series: [{ seriesUID: '1.2.3.4', modality: 'CT', instances: 74 }],
  },
  lesions: [
    {
      series: '1.2.3.4',
      mineral: { voxels: 10, volume: { value: 8412, low: 8190, high: 8630 }, components: [] },
      maxDiameter: 61.2,
    },
  ],
};
const report = composeReport(reading, 'zh');
const bundle = writeFhir(reading, report, new Date('2026-01-02T03:04:05Z'));
const all = (type: string): FhirResource[] =>
  bundle.entry.map(({ resource }) => resource).filter(({ resourceType }) => resourceType === type);
const coded = (resource: FhirResource): unknown =>
  (resource['code'] as { coding: { code: string }[] }).coding[0]?.code;

describe('the FHIR bundle of a case', () => {
  it('has one patient, study and report, and every reference resolves', () => {
    expect(['Patient', 'ImagingStudy', 'DiagnosticReport'].map((type) => all(type).length)).toEqual([
      1, 1, 1,
    ]);
    const known = new Set(bundle.entry.map(({ fullUrl }) => fullUrl));
    expect(known.size).toBe(bundle.entry.length);
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"([^"]+)"/g)].map(([, url]) => url);
    expect(references.filter((url) => !known.has(url ?? ''))).toEqual([]);
  });

  it('gives each observation at most one value and a status that says whether a reader stands for it', () => {
    const observations = all('Observation');
    for (const observation of observations) {
      expect(Object.keys(observation).filter((key) => key.startsWith('value')).length).toBeLessThanOrEqual(1);
    }
    const status = Object.fromEntries(observations.map((found) => [coded(found), found['status']]));
    expect(status).toMatchObject({
      site: 'final',
      phosphate: 'final',
      ct_hu_max: 'preliminary',
      mineral_volume: 'preliminary',
    });
  });

  it('gives quantities in UCUM and does not make a possible finding a code', () => {
    const find = (code: string) => all('Observation').find((resource) => coded(resource) === code);
    expect(find('max_diameter')?.['valueQuantity']).toEqual({
      value: 61.2,
      unit: 'mm',
      system: 'http://unitsofmeasure.org',
      code: 'mm',
    });
    expect(find('t2')?.['valueCodeableConcept']).toEqual({ text: expect.stringMatching(/^可疑/) });
  });

  it('carries the text of the report whole', () => {
    const [form] = all('DiagnosticReport')[0]?.['presentedForm'] as { data: string }[];
    expect(Buffer.from(form?.data ?? '', 'base64').toString('utf8')).toBe(renderText(report));
  });
});
