import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditSeries, landmarksOf, readPlainSeries } from './index.ts';

const release = loadRelease();
const audit = (text: string) => {
  const { series, unread } = readPlainSeries(parse(text), release);
  const problems = auditSeries(series, landmarksOf(release));
  return { found: problems.map(({ code, where }) => `${code} @ ${where}`).sort(), problems, unread };
};

describe('a series in plain YAML', () => {
  it('shows the four faults of the seed paper and no other', () => {
    const { found, unread } = audit(`
patients: 15
age: { median: 56, range: 13-83 }
abstract:
  examinations: [radiograph, CT, MRI]
results:
  sex: { F: 8, M: 7 }
  site: { shoulder: "1, above the greater trochanter", thigh: 1, hip and buttock: 12 }
  examinations: { radiograph: 9, MRI: 3 }
  chronic inflammation: 6/8
discussion:
  chronic inflammation: 9/15
`);
    expect(found).toEqual([
      'denominator @ discussion › chronic inflammation',
      'examinationWithoutResult @ abstract',
      'landmark @ results › site',
      'sum @ results › site',
    ]);
    expect(unread).toEqual([]);
  });

  it('is silent on a series without faults, however it is written', () => {
    const { found, unread } = audit(`
title: Forty patients with gout
patients: 40
age: { mean: 51.3, sd: 12.4, min: 22, max: 79 }
abstract:
  patients: 40
  sex: { male: 36 (90%), female: 4 (10%) }
  text: Of 40 patients 36 of 40 (90%) were men; tophi in 25/40.
results:
  Gender: { women: 4, men: 36 }
  side: { left: 17 (42.5%), right: 20 (50%), both: 3 (7.5%) }
  pain: { k: 30, n: 40, percent: 75 }
  trauma: 2 of 40 (5 %)
  CT: { n: 12, erosion: 9 (75.0%) }
  uric acid high: 28/35 (80%)
table 1:
  - { finding: pain, k: 30, n: 40 }
  - { finding: site, value: knee, count: 12 }
`);
    expect(found).toEqual([]);
    expect(unread).toEqual([]);
  });

  it('finds sums, percentages, impossible counts, and text against table and abstract', () => {
    const { found } = audit(`
n: 23
age: { mean: 84, range: [20, 80], sd: 45 }
abstract: { patients: 24, pain: 12/23 }
results:
  sex: { F: 10 (43.5%), M: 12 (52.2%) }
  side: { left: 50%, right: 40% }
  pain: 11/23
  swelling: 7 (31%)
  ulcer: 9/8
  nodules: 63% of 15
  oedema: { percent: 63, n: 15 }
  biopsy: 24/25
`);
    expect(found).toEqual([
      'ageOrder @ age',
      'differs @ results › pain',
      'impossibleCount @ abstract › patients',
      'impossibleCount @ results › ulcer',
      'impossiblePercent @ results › nodules',
      'impossiblePercent @ results › oedema',
      'impossiblePercent @ results › side',
      'impossiblePercent @ results › side',
      'moreThanPatients @ results › biopsy',
      'percent @ results › swelling',
      'percentSum @ results › sex',
      'percentSum @ results › side',
      'spread @ age',
      'sum @ results › sex',
    ]);
  });

  it('asks for a denominator where a percentage is of fewer than all', () => {
    const { problems } = audit('patients: 15\nresults: { inflammation: 6 (75%) }');
    expect(problems).toMatchObject([{ code: 'denominatorUnsaid', expected: '6/8' }]);
  });

  it('reads Chinese', () => {
    const { found } = audit('患者: 15\n结果:\n  性别: { 男: 7, 女: 9 }\n  部位: { 膝部: 15例 }');
    expect(found).toEqual(['sum @ 结果 › 性别']);
  });

  it('takes no measure for a count of patients', () => {
    const { found, unread } = audit(`
number of patients: 12
demographics: { median age: 56, age range: 13 to 83, gender: { female: 5, male: 7 } }
follow-up months: 24
mean size cm: 6.1
stage: { active: 7, quiescent: 5 }
percentage of calcified masses: 100%
`);
    expect(found).toEqual([]);
    expect(unread.map(({ where }) => where)).toEqual(['follow-up months', 'mean size cm']);
    expect(audit('patients: 3\nmedian age: 90\nage range: 20-60').found).toEqual(['ageOrder @ median age']);
  });

  it('says what it can’t read, and refuses what says nothing', () => {
    const { unread } = audit('patients: 5\nsex: { F: 2, M: 3 }\nfollow up: about two years');
    expect(unread).toEqual([{ where: 'follow up', says: 'about two years' }]);
    expect(() => readPlainSeries(parse('sex: { F: 2 }'), release)).toThrow(/how many patients/);
    expect(() => readPlainSeries(parse('patients: 5'), release)).toThrow(/no counts/);
    expect(audit('patients: 5\npain: 2.5').found).toEqual(['fractionalCount @ pain']);
    expect(() => readPlainSeries('text', release)).toThrow(/list of names with values/);
  });
});
