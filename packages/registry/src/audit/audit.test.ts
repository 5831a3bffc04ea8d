import { readFileSync } from 'node:fs';
import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditSeries, countsForPercent, landmarksOf, readSeries } from './index.ts';

const landmarks = landmarksOf(loadRelease());
const seed = (): unknown =>
  parse(readFileSync(new URL('../../../../samples/series/li2015.yaml', import.meta.url), 'utf8')) as unknown;
const audit = (series: object) => auditSeries(readSeries({ id: 'x', patients: 15, ...series }), landmarks);

describe('the seed paper', () => {
  it('has exactly its four faults', () => {
    const problems = auditSeries(readSeries(seed()), landmarks);
    expect(problems.map(({ code, where }) => `${code} @ ${where}`).sort()).toEqual([
      'denominator @ discussion 3.1',
      'examinationWithoutResult @ abstract',
      'landmark @ results 2.2',
      'sum @ results 2.1 sites',
    ]);
    expect(problems.find(({ code }) => code === 'sum')).toMatchObject({
      expected: '15',
      params: { total: 14 },
    });
  });

  it('is silent once the faults are mended', () => {
    const mended = parse(JSON.stringify(seed())) as Record<string, unknown[]>;
    mended['figures']?.push({
      where: 'results 2.1 sites',
      section: 'results',
      about: 'site',
      value: 'elbow',
      k: 1,
      n: 15,
    });
    const figures = mended['figures'] as { about: string; subsetStated?: boolean }[];
    for (const figure of figures) if (figure.about === 'chronic_inflammation') figure.subsetStated = true;
    mended['examinations'] = [{ name: 'CT', findingsIn: ['abstract', 'results'], patients: 2 }];
    mended['locations'] = [{ where: 'results 2.2', site: 'shoulder', landmark: '肱骨大结节' }];
    expect(auditSeries(readSeries(mended), landmarks)).toEqual([]);
  });
});

describe('arithmetic of a series', () => {
  const figure = { where: 'table 1', section: 'table', about: 'pain', value: 'yes' };

  it('finds the percentage that no whole number of patients gives', () => {
    expect(countsForPercent('63', 15)).toEqual([]);
    expect(countsForPercent('60', 15)).toEqual([9]);
    expect(countsForPercent('33.3', 15)).toEqual([5]);
    expect(audit({ figures: [{ ...figure, n: 15, percent: '63' }] }).map((p) => p.code)).toEqual([
      'impossiblePercent',
    ]);
  });

  it('finds a percentage that does not fit its count, and a count above its denominator', () => {
    expect(audit({ figures: [{ ...figure, k: 9, n: 15, percent: '62' }] })).toMatchObject([
      { code: 'percent', expected: '60 %' },
    ]);
    expect(audit({ figures: [{ ...figure, k: 9, n: 8 }] })).toMatchObject([{ code: 'impossibleCount' }]);
    expect(audit({ figures: [{ ...figure, k: 9, n: 20 }] })).toMatchObject([{ code: 'moreThanPatients' }]);
  });

  it('finds text against table', () => {
    const text = { ...figure, where: 'results', section: 'results', k: 8, n: 15 };
    expect(audit({ figures: [{ ...figure, k: 9, n: 15 }, text] })).toMatchObject([
      { code: 'differs', where: 'results' },
    ]);
  });

  it('finds a count above an age that contradicts the median', () => {
    const age = {
      where: 'results',
      min: 13,
      max: 83,
      median: 56,
      over: [{ where: 'discussion', years: 50, k: 6, n: 15 }],
    };
    expect(audit({ age })).toMatchObject([{ code: 'medianOver' }]);
  });

  it('refuses a file of another form with the place', () => {
    expect(() => readSeries({ id: 'x', patients: 'many' })).toThrow(/patients/);
  });
});
