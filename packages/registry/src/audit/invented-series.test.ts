import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { auditSeries, landmarksOf, readPlainSeries } from './index.ts';

const release = loadRelease();
/** Every fault as `code @ where`; nothing may stay unread. */
function faultsOf(text: string): string[] {
  const { series, unread } = readPlainSeries(parse(text), release);
  expect(unread).toEqual([]);
  return auditSeries(series, landmarksOf(release))
    .map(({ code, where }) => `${code} @ ${where}`)
    .sort();
}

/** Invented series with the faults that were put into them. */
const FAULTY: readonly (readonly [what: string, series: string, faults: readonly string[]])[] = [
  [
    'sites that do not add up',
    'patients: 32\nsex: { male: 18, female: 14 }\nsite: { knee: 10, hip: 9, shoulder: 8, foot: 4 }',
    ['sum @ site'],
  ],
  [
    'sexes in the rows of a table that do not add up',
    `patients: 15
table 1:
  - { finding: sex, value: female, k: 8 }
  - { finding: sex, value: male, k: 6 }
  - { finding: pain, k: 9 }`,
    ['sum @ table 1 › sex'],
  ],
  [
    'one percentage that does not fit, among three that do',
    `patients: 47
results:
  sex: { M: 25 (53.2%), F: 22 (46.8%) }
  pain: 31 (66.0%)
  swelling: 19 (42.0%)
  trauma: 12/47 (25.5%)`,
    ['percent @ results › swelling'],
  ],
  [
    'a percentage that no number of patients gives',
    'patients: 18\nresults: { calcification: 72.2%, erosion: 35%, oedema: 50% }',
    ['impossiblePercent @ results › erosion'],
  ],
  [
    'denominators that are passed or larger than the series',
    `patients: 60
results:
  CT: { n: 45, calcification: 40 (88.9%), erosion: 12 (26.7%) }
  MRI: { n: 20, oedema: 25 }
table 2:
  - { finding: pain, k: 30, n: 64 }`,
    ['impossibleCount @ results › MRI', 'moreThanPatients @ table 2 › 1'],
  ],
  [
    'text against table',
    `patients: 25
results: { pain: 14/25, ulceration: 3 of 25 (12%) }
table 1:
  - { finding: pain, k: 15, n: 25, percent: 60 }
  - { finding: ulceration, k: 3, n: 25, percent: 12 }`,
    ['differs @ table 1 › 1'],
  ],
  [
    'abstract against results',
    `patients: 40
abstract:
  patients: 42
  text: Of 40 patients, 24 of 40 (60%) were men and 11 of 40 (30%) had erosions.
  examinations: [CT, MRI, ultrasound]
results:
  examinations: { CT: 40, MRI: 22 }
  sex: { M: 24, F: 16 }`,
    [
      'examinationWithoutResult @ abstract',
      'impossibleCount @ abstract › patients',
      'percent @ abstract › text',
    ],
  ],
  [
    'counts that are no whole number of patients',
    `patients: 22
results:
  sex: { F: 12, M: 10 }
  pain: 8.5
  swelling: 7.5/22
  calcification: { k: 20, n: 21.5 }
  trauma: { k: -3, n: 22 }`,
    ['calcification', 'pain', 'swelling', 'trauma'].map((name) => `fractionalCount @ results › ${name}`),
  ],
  [
    'ages, a spread and a landmark that can’t be',
    `patients: 12
age: { mean: 39, median: 81, min: 22, max: 76, sd: 41 }
shoulder lesion: "1, beside the lesser trochanter"
site: { shoulder: "1, at the acromion", knee: 11 }`,
    ['ageOrder @ age', 'landmark @ shoulder lesion', 'spread @ age'],
  ],
  [
    'Chinese, six faults',
    `患者数: 24
摘要: { 疼痛: 14/24 }
结果:
  性别: { 男: 13例(54.2%), 女: 10例(41.7%) }
  疼痛: 15/24 (62.5%)
  破溃: 3例(15%)
  CT: { 受检: 20, 钙化: 21 }
表1:
  - { 表现: 坏死, 例: 4, 受检: 24, 百分比: 20 }`,
    [
      'denominatorUnsaid @ 结果 › 破溃',
      'differs @ 结果 › 疼痛',
      'impossibleCount @ 结果 › CT',
      'percent @ 表1 › 1',
      'percentSum @ 结果 › 性别',
      'sum @ 结果 › 性别',
    ],
  ],
];

/** Invented series in which everything fits. */
const SOUND: readonly (readonly [what: string, series: string])[] = [
  [
    'percentages rounded to whole numbers that add up to 101',
    `patients: 7
age: { median: 44, range: 19-71, mean: 45.1, sd: 17.2 }
sex: { F: 3 (43%), M: 4 (57%) }
site: { knee: 1 (14%), hip: 2 (29%), shoulder: 2 (29%), elbow: 2 (29%) }
pain: 5 (71.4%)
side: { left: 3 (42.9%), right: 4 (57.1%) }
MRI: { n: 6, oedema: 2 (33%), necrosis: 1 (17%) }`,
  ],
  [
    'percentages that add up to 99.9',
    `patients: 300
sex: { F: 133 (44.3%), M: 167 (55.7%) }
site: { knee: 100 (33.3%), hip: 100 (33.3%), shoulder: 100 (33.3%) }
stage: { I: 75 (25%), II: 149 (49.7%), III: 76 (25.3%) }
abstract: { text: "Pain in 201 of 300 (67.0%)." }
results: { pain: 201 (67%), fever: 0 (0%), mineralised: 300 (100%) }
discussion: { text: "Pain was seen in 201/300." }`,
  ],
  [
    'more lesions than patients',
    `patients: 20
lesions: 24
site: { knee: 14 (58.3%), hip: 10 (41.7%) }
calcification: 20/24 (83.3%)
side: { left: 13/24, right: 11/24 }
multiplicity: { solitary: 17, multiple: 3 }
outcome: { recurrence: 2/18, no recurrence: 16/18 }
pain: 15 (75%)`,
  ],
  [
    'Chinese',
    `病例数: 28
年龄: { 中位数: 52, 范围: 21-78 }
摘要: { 检查: [X线, CT, MRI] }
结果:
  性别: { 男: 16例(57.1%), 女: 12例(42.9%) }
  部位: { 髋部: 15, 肩部: 8, 肘部: 5 }
  检查: { X线: 28, CT: 20, MRI: 11 }
  疼痛: 17/28 (60.7%)
讨论: { 疼痛: 17例 }`,
  ],
];

describe('an invented series', () => {
  it.each(FAULTY)('with %s: every fault and no other', (_what, series, faults) => {
    expect(faultsOf(series)).toEqual(faults);
  });

  it.each(SOUND)('without a fault: %s', (_what, series) => {
    expect(faultsOf(series)).toEqual([]);
  });
});
