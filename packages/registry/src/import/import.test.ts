import { readFileSync } from 'node:fs';
import { loadRelease } from '@calx/knowledge';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import {
  codedCase,
  columnsKey,
  decodeRedcap,
  fromPhenopacket,
  readCases,
  readMapping,
  rowsToCases,
  suggestMapping,
  toPhenopacket,
  type ImportEntry,
} from '../index.ts';
import { readCsv, readXlsx } from '../node.ts';

const release = loadRelease();
const casesOf = (entries: Iterable<ImportEntry>) =>
  [...entries].flatMap((entry) => ('case' in entry ? [entry.case] : []));
const problemsOf = (entries: Iterable<ImportEntry>) =>
  [...entries].flatMap((entry) => ('problems' in entry ? entry.problems : []));

describe('a table in CSV', () => {
  const text =
    'Case ID;Age (years);性别;Diagnosis;Site;Serum phosphate (mg/dL);Examination date;Shoe size\r\n' +
    'A1;56;女;Idiopathic tumoral calcinosis;Hip and buttock;4.1;2014-05-02;39\r\n' +
    'A2;;M;tophaceous gout;knee;n/a;2014/6/1;41\r\n';
  const sheet = readCsv(`\uFEFF${text}`);

  it('suggests what the columns mean, in both languages', () => {
    expect(suggestMapping(sheet, release).columns).toEqual({
      'Case ID': { to: 'id' },
      'Age (years)': { to: 'age' },
      性别: { to: 'sex' },
      Diagnosis: { to: 'diagnosis' },
      Site: { to: 'finding', name: 'site' },
      'Serum phosphate (mg/dL)': { to: 'lab', name: 'phosphate', unit: 'mg/dL' },
      'Examination date': { to: 'date' },
      'Shoe size': null,
    });
  });

  it('becomes cases; what is not stated is left open', () => {
    const cases = casesOf(rowsToCases(sheet, suggestMapping(sheet, release), release));
    expect(cases).toEqual([
      {
        id: 'A1',
        facts: {
          age: 56,
          sex: 'F',
          findings: { site: 'hip_buttock' },
          labs: [{ name: 'phosphate', value: 4.1, unit: 'mg/dL' }],
        },
        diagnosis: 'tumoral_calcinosis',
        provenBy: null,
        date: '2014-05-02',
      },
      {
        id: 'A2',
        facts: { sex: 'M', findings: { site: 'knee' } },
        diagnosis: expect.stringMatching(/gout/) as unknown,
        provenBy: null,
        date: '2014-06-01',
      },
    ]);
  });

  it('names every bad cell with its row and the reason', () => {
    const bad = readCsv(
      'id,age,sex,site,date\nA,300,F,knee,2014-02-30\nB,x,F,moon,\nA,1,F,knee,\n,,,,\nC,5,M,,\n',
    );
    const entries = [...rowsToCases(bad, suggestMapping(bad, release), release)];
    expect(problemsOf(entries).map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'age', 'outOfRange'],
      [2, 'date', 'badDate'],
      [3, 'age', 'notNumber'],
      [3, 'site', 'unknownWord'],
      [4, null, 'sameId'],
    ]);
    expect(casesOf(entries).map(({ id }) => id)).toEqual(['C']);
  });

  it('reads the person’s own words where the mapping says what they mean', () => {
    const own = readCsv('id,where\nA,Hüfte\nB,Knie|Hüfte\n');
    const mapping = readMapping(
      {
        columns: {
          id: { to: 'id' },
          where: { to: 'finding', name: 'site', split: '|', values: { Hüfte: 'hip_buttock', Knie: 'knee' } },
        },
      },
      release,
    );
    expect(casesOf(rowsToCases(own, mapping, release)).map(({ facts }) => facts.findings)).toEqual([
      { site: 'hip_buttock' },
      { site: ['knee', 'hip_buttock'] },
    ]);
    expect(() => readMapping({ columns: { a: { to: 'finding', name: 'shoe' } } }, release)).toThrow(
      /columns\.a/,
    );
  });

  it('is known again by its columns in any order', () => {
    expect(columnsKey(readCsv('Age,Sex\n1,F\n'))).toBe(columnsKey(readCsv('sex,AGE\nF,1\n')));
    expect(columnsKey(readCsv('Age,Sex\n1,F\n'))).not.toBe(columnsKey(readCsv('Age\n1\n')));
  });

  it('is refused in one sentence when it is none', () => {
    expect(() => readCsv('')).toThrow(/no rows/);
    expect(() => readCsv('a,b\n')).toThrow(/no rows/);
    expect(() => readCsv('a,a\n1,2\n')).toThrow(/named a/);
    expect(() => readCsv('a,b\n"1,2\n')).toThrow(/CSV at line/);
  });
});

/** The smallest workbook that ECMA-376 allows, with inline strings. */
function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const cell = (value: string | number, row: number, column: number) => {
    const place = `${String.fromCharCode(65 + column)}${row + 1}`;
    return typeof value === 'number'
      ? `<c r="${place}"><v>${value}</v></c>`
      : `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
  };
  const data = rows
    .map(
      (row, index) =>
        `<row r="${index + 1}">${row.map((value, column) => cell(value, index, column)).join('')}</row>`,
    )
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/></Types>`,
    ),
    '_rels/.rels': strToU8(
      `<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ),
    'xl/workbook.xml': strToU8(
      `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Cases" sheetId="1" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="${packageRelations}"><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(
      `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
    ),
  });
}

describe('a workbook', () => {
  it('is read like the same table in CSV', async () => {
    const sheet = await readXlsx(
      workbook([
        ['编号', '年龄', '部位'],
        ['A1', 56, '膝部'],
      ]),
    );
    expect(sheet).toEqual({ columns: ['编号', '年龄', '部位'], rows: [['A1', '56', '膝部']] });
    expect(suggestMapping(sheet, release).columns).toEqual({
      编号: { to: 'id' },
      年龄: { to: 'age' },
      部位: { to: 'finding', name: 'site' },
    });
  });

  it('is refused in one sentence when it is none', async () => {
    await expect(readXlsx(strToU8('no workbook'))).rejects.toThrow(/not an XLSX/);
    await expect(readXlsx(zipSync({ a: strToU8('b') }))).rejects.toThrow(/not an XLSX/);
  });
});

describe('REDCap', () => {
  const head =
    'Variable / Field Name,Form Name,Section Header,Field Type,Field Label,"Choices, Calculations, OR Slider Labels"';
  const dictionary = readCsv(
    `${head}\nrecord_id,base,,text,Record ID,\ngender,base,,radio,Sex,"1, Female | 2, Male"\n` +
      'loc,base,,checkbox,Site,"1, Knee | 2, Hip and buttock"\ndial,base,,yesno,Dialysis,\n',
  );
  const records = readCsv('record_id,gender,loc___1,loc___2,dial\n1,1,1,1,0\n2,2,0,1,1\n');

  it('is read in the words of its dictionary', () => {
    const { sheet, labels } = decodeRedcap(records, dictionary);
    const mapping = suggestMapping(sheet, release, labels);
    expect(casesOf(rowsToCases(sheet, mapping, release)).map(({ id, facts }) => ({ id, ...facts }))).toEqual([
      { id: '1', sex: 'F', findings: { site: ['knee', 'hip_buttock'], dialysis: 'no' } },
      { id: '2', sex: 'M', findings: { site: 'hip_buttock', dialysis: 'yes' } },
    ]);
  });

  it('needs the dictionary of the same project', () => {
    expect(() => decodeRedcap(readCsv('x\n1\n'), dictionary)).toThrow(/No column/);
    expect(() => decodeRedcap(records, records)).toThrow(/not a REDCap/);
  });
});

describe('a phenopacket', () => {
  const file = new URL('../../../../samples/series/li2015-synthetic.jsonl', import.meta.url);
  const cases = readCases(readFileSync(file, 'utf8'));

  it('comes back as the case it was made of', () => {
    for (const entry of cases) {
      const packet = toPhenopacket(entry, release, '2026-01-01T00:00:00Z');
      const back = fromPhenopacket(JSON.parse(JSON.stringify(packet)), release);
      expect(back.id).toBe(entry.id);
      expect(back.diagnosis).toBe(entry.diagnosis);
      expect([back.facts.age, back.facts.sex]).toEqual([entry.facts.age, entry.facts.sex]);
      expect(Object.keys(back.facts.findings).sort()).toEqual(Object.keys(entry.facts.findings).sort());
    }
  });

  it('from elsewhere gives what its terms say exactly, and says what was not understood', () => {
    const packet = {
      id: 'x',
      subject: { id: 'x', sex: 'MALE', timeAtLastEncounter: { age: { iso8601duration: 'P14Y6M' } } },
      phenotypicFeatures: [
        { type: { id: 'HP:0002905', label: 'Hyperphosphatemia' } },
        { type: { id: 'HP:0012622', label: 'Chronic kidney disease' }, excluded: true },
        { type: { id: 'HP:0001250', label: 'Seizure' } },
      ],
      diseases: [{ term: { id: 'MONDO:1', label: 'Something rare' } }],
      metaData: { phenopacketSchemaVersion: '2.0' },
    };
    expect(codedCase(JSON.stringify(packet), 1, release)).toEqual({
      row: 1,
      case: {
        id: 'x',
        facts: {
          age: 14.5,
          sex: 'M',
          findings: { phosphate: 'high', chronic_kidney_disease: { present: [], absent: ['yes'] } },
          note: 'Seizure',
        },
        diagnosis: 'other:Something rare',
        provenBy: null,
      },
    });
    expect(() => fromPhenopacket({ id: 'x', metaData: {}, subject: 3 }, release)).toThrow(/subject/);
  });
});
