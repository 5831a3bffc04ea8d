import { loadRelease } from '@calx/knowledge';
import { describe, expect, it } from 'vitest';
import {
  applyRules,
  careChecklist,
  freezeCohort,
  isIntact,
  readCases,
  readCohort,
  readRules,
  type RegistryCase,
} from '../index.ts';

const release = loadRelease();
const made = (
  id: string,
  rest: Partial<RegistryCase> & { age?: number; site?: string } = {},
): RegistryCase => ({
  id,
  facts: {
    ...(rest.age !== undefined && { age: rest.age }),
    findings: rest.site ? { site: rest.site } : {},
  },
  diagnosis: 'tumoral_calcinosis',
  provenBy: 'pathology',
  ...rest,
});
const rules = readRules({
  include: [
    { reason: 'proven by pathology', about: 'provenBy', is: ['pathology'] },
    { reason: 'adult', about: 'age', min: 18 },
    { reason: 'since 2010', about: 'date', min: '2010-01-01', max: '2014-12-31' },
  ],
  exclude: [{ reason: 'head and neck', about: 'site', is: ['head_neck'] }],
});
const cases = [
  made('in', { age: 40, date: '2012-05-01', site: 'knee' }),
  made('no-site', { age: 18, date: '2014-12-31' }),
  made('imaging', { age: 40, date: '2012-05-01', provenBy: 'imaging' }),
  made('child', { age: 17, date: '2012-05-01' }),
  made('ageless', { date: '2012-05-01' }),
  made('late', { age: 40, date: '2015-01-01' }),
  made('neck', { age: 40, date: '2012-05-01', site: 'head_neck' }),
];

describe('a cohort', () => {
  it('counts every case once, with the reason; silence fails an inclusion but no exclusion', () => {
    const flow = applyRules(cases, rules, release);
    expect(flow.included.map(({ id }) => id)).toEqual(['in', 'no-site']);
    expect(flow.excluded).toEqual([
      { reason: 'proven by pathology', notStated: false, cases: ['imaging'] },
      { reason: 'adult', notStated: false, cases: ['child'] },
      { reason: 'adult', notStated: true, cases: ['ageless'] },
      { reason: 'since 2010', notStated: false, cases: ['late'] },
      { reason: 'head and neck', notStated: false, cases: ['neck'] },
    ]);
    const excluded = flow.excluded.reduce((sum, group) => sum + group.cases.length, 0);
    expect(flow.screened).toBe(excluded + flow.included.length);
  });

  it('freezes to one hash in any order, which notices any change', () => {
    const question = { name: 'tc', version: 1, rules };
    const frozen = freezeCohort(question, cases, release);
    expect(freezeCohort(question, [...cases].reverse(), release).sha256).toBe(frozen.sha256);
    expect(isIntact(JSON.parse(JSON.stringify(frozen)) as typeof frozen)).toBe(true);
    expect(isIntact({ ...frozen, cases: frozen.cases.slice(1) })).toBe(false);
  });

  it('reads JSONL and names the bad row', () => {
    expect(
      readCases('{"id":"a","diagnosis":"gout","findings":{}}\n\n{"id":"b","facts":{"age":3}}'),
    ).toMatchObject([
      { id: 'a', diagnosis: 'gout' },
      { id: 'b', facts: { age: 3 } },
    ]);
    expect(() => readCases('{"id":"a"}\n{"id":"b","facts":{"age":300}}')).toThrow(/Row 2/);
    expect(() => readCases('{"id":"a"}\n{"id":"a"}')).toThrow(/twice/);
    expect(() => readRules({ include: [{ about: 'age' }] })).toThrow(/include\.0\.reason/);
  });

  it('reads back what it froze, and refuses it once changed', () => {
    const text = JSON.stringify(freezeCohort({ name: 'tc', version: 1, rules }, cases, release));
    expect(readCohort(text, 'file')).toEqual(JSON.parse(text));
    expect(() => readCohort(text.replace('"age":40', '"age":41'), 'file')).toThrow(/no longer fits its hash/);
    expect(readCohort('{"id":"a","findings":{}}', 'file')).toMatchObject({ name: 'file', screened: 1 });
  });

  it('says what a case report lacks of CARE', () => {
    const [first] = cases;
    if (!first) throw new Error('no case');
    const list = careChecklist(first, { title: 'A case report' }, release);
    const state = (id: string) => list.find((item) => item.id === id);
    expect(state('title')?.done).toBe(true);
    expect(state('demographics')?.missing).toEqual(['sex']);
    expect(state('informed_consent')?.missing).toEqual(['informed_consent']);
  });
});
