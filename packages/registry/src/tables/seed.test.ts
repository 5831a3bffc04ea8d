import { readFileSync } from 'node:fs';
import { createTranslator, loadRelease, type Lang } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  agePyramid,
  comparisonTable,
  dealCases,
  findingMatrix,
  freezeCohort,
  methodsParagraph,
  readCases,
  seriesTables,
  tableToCsv,
  tableToHtml,
  tableToText,
  type Table,
} from '../index.ts';

const release = loadRelease();
const context = (lang: Lang) => ({ release, lang, t: createTranslator(lang, release) });
const file = new URL('../../../../samples/series/li2015-synthetic.yaml', import.meta.url);
const cases = dealCases(parse(readFileSync(file, 'utf8')));
const tables = seriesTables(cases, context('en'));
const rowsOf = (id: string) => tables.find((table) => table.id === id)?.rows.map((row) => row.slice(0, 3));

describe('15 synthetic patients made to fit the seed paper', () => {
  it('are the sample file', () => {
    const sample = new URL('../../../../samples/series/li2015-synthetic.jsonl', import.meta.url);
    expect(readCases(readFileSync(sample, 'utf8'))).toEqual(cases);
  });

  it('are labelled synthetic', () => {
    expect(cases).toHaveLength(15);
    for (const { id, facts } of cases) expect(id + facts.note).toMatch(/synthetic.*Synthetic/);
  });

  it('give back sex and age', () => {
    expect(rowsOf('patients')?.map(([, value]) => value)).toEqual(['15', '8/15', '7/15', '56', '13–83']);
    expect(cases.filter(({ facts }) => (facts.age ?? 0) > 50)).toHaveLength(9);
  });

  it('give back the sites and say that one is not stated', () => {
    expect(rowsOf('sites')).toEqual([
      ['Hip and buttock', '12/15', '80.0'],
      ['Shoulder', '1/15', '6.7'],
      ['Thigh', '1/15', '6.7'],
      ['Not stated', '1/15', '6.7'],
    ]);
  });

  it('give back who was examined, and the findings of those', () => {
    expect(rowsOf('examinations')?.map(([, count]) => count)).toEqual(['3/15', '9/15']);
    expect(rowsOf('findings-mri')).toEqual(
      expect.arrayContaining([
        ['T1 signal', 'Hypointense', '3/3'],
        ['T2 signal', 'Hypointense', '3/3'],
        ['Enhancement', expect.any(String), '2/2'],
      ]),
    );
    expect(rowsOf('findings-mineralisation')).toContainEqual(['Mineralised', 'Yes', '9/9']);
    expect(rowsOf('findings-clinical')).toContainEqual(['Ulceration', 'Chalky discharge', '1/15']);
    expect(rowsOf('findings-bone_joint')).toContainEqual(['Adjacent bone', 'None', '8/8']);
  });

  it('give back 6 of 8 inflamed and 9 of 15 active, the rest said', () => {
    expect(rowsOf('findings-pathology')).toContainEqual(['Chronic inflammation', 'Yes', '6/8']);
    expect(rowsOf('stage')?.map(([name, count]) => [name, count])).toEqual([
      ['Active', '9/15'],
      ['Quiescent', '2/15'],
      ['Not determined', '4/15'],
    ]);
  });

  it.each<Lang>(['zh', 'en'])('have every text in %s', (lang) => {
    const cohort = freezeCohort(
      { name: 'tc', version: 1, rules: { include: [], exclude: [] } },
      cases,
      release,
    );
    const women = cases.filter(({ facts }) => facts.sex === 'F');
    const men = cases.filter(({ facts }) => facts.sex === 'M');
    const text = [
      ...seriesTables(cases, context(lang)),
      comparisonTable({ names: ['F', 'M'], cases: [women, men] }, context(lang)),
    ]
      .map(tableToText)
      .concat(methodsParagraph(cohort, context(lang), true))
      .join('\n');
    expect(text).not.toMatch(/registry:|report:|\{\{|(^|\s)(table|column|row|note|methods|group)\.\w/);
    expect(text).toContain(cohort.sha256.slice(0, 12));
  });
});

describe('figures', () => {
  it('draw every patient once in the pyramid', () => {
    const counts = [...agePyramid(cases, context('en')).matchAll(/>(\d+)<\/text>/g)].map(([, count]) =>
      Number(count),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15);
  });

  it('draw present, absent and not assessed apart in the matrix', () => {
    const drawing = findingMatrix(cases, context('zh'));
    const row = drawing.slice(drawing.indexOf('慢性炎症')).split('<text')[0] ?? '';
    expect(row.match(/fill="#222"/g)).toHaveLength(6);
    expect(row.match(/fill="none"/g)).toHaveLength(2);
  });
});

describe('a table', () => {
  const hostile: Table = {
    id: 'x',
    title: '<b>',
    columns: ['a', 'b'],
    rows: [['=1+1', 'say "so", & <i>']],
    notes: [],
  };

  it('escapes HTML', () => {
    const html = tableToHtml(hostile);
    expect(html).toContain('say &quot;so&quot;, &amp; &lt;i&gt;');
    expect(html).not.toMatch(/<b>|<i>/);
  });

  it('quotes CSV and defuses formulas', () => {
    expect(tableToCsv(hostile)).toBe('a,b\r\n\'=1+1,"say ""so"", & <i>"\r\n');
  });
});
