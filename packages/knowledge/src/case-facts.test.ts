import { describe, expect, it } from 'vitest';
import { createTranslator, explainIssue, loadRelease, parseCaseFacts, translateError } from './index.ts';

const release = loadRelease();

describe('parseCaseFacts', () => {
  it('reads every coded published case without an issue', () => {
    const issues = release.cases.flatMap((one) =>
      parseCaseFacts(one).issues.map((i) => [one.id, i.where, i.params]),
    );
    expect(issues).toEqual([]);
    expect(release.cases).toHaveLength(164);
  });

  it('reads the bare facts of the contract', () => {
    const { facts, issues } = parseCaseFacts({
      age: 56,
      sex: 'F',
      findings: { site: 'hip_buttock' },
      labs: [{ name: 'phosphate', value: 1.2, unit: 'mmol/L' }],
    });
    expect(facts.findings).toEqual({ site: 'hip_buttock' });
    expect(issues).toEqual([]);
  });

  it('keeps what the vocabulary does not know and says so', () => {
    const { facts, issues } = parseCaseFacts({ findings: { colour: 'blue', site: 'moon', pain: ['none'] } });
    expect(facts.findings).toEqual({ colour: 'blue', site: 'moon', pain: ['none'] });
    expect(issues.map(({ code, where }) => [code, where])).toEqual([
      ['unknown_variable', 'findings.colour'],
      ['unknown_value', 'findings.site'],
    ]);
  });

  it.each([
    [[], 'JSON object'],
    [null, 'JSON object'],
    [{ age: 'old' }, 'at age'],
    [{ age: 400 }, 'at age'],
    [{ findings: { site: { here: true } } }, 'at findings.site'],
    [{ labs: [{ value: 3 }] }, 'at labs.0.name'],
    [{ note: 'x'.repeat(30_000) }, 'at note'],
  ])('refuses what is no case: %#', (json, where) => {
    expect(() => parseCaseFacts(json)).toThrow(where);
  });
});

it('refuses what is nested without end and keeps an unknown field', () => {
  let deep: unknown = 'end';
  for (let level = 0; level < 10_000; level += 1) deep = [deep];
  expect(() => parseCaseFacts({ findings: {}, extra: deep })).toThrow('nested deeper than 12');
  expect(() => parseCaseFacts({ findings: {}, extra: Array(30_000).fill(0) })).toThrow('more than 20000');
  expect(parseCaseFacts({ findings: {}, extra: [1] }).facts).toMatchObject({ extra: [1] });
});

it('says in the reader’s language what is wrong, where and what to do', () => {
  const refuse = (json: unknown) => {
    try {
      parseCaseFacts(json);
    } catch (fault) {
      return fault as Parameters<typeof translateError>[2];
    }
    throw new Error('was not refused');
  };
  const say = (lang: 'en' | 'zh', json: unknown) =>
    translateError(createTranslator(lang), 'knowledge', refuse(json));
  expect(say('en', { age: 400 })).toContain('at age: it must be at most 130');
  expect(say('zh', { age: '五十' })).toBe('病例在 age 处无法读取：应为数字。请更正后重试。');
  expect(say('zh', { sex: 'X' })).toContain('F, M');
  for (const json of [
    [],
    { findings: 3 },
    { labs: {} },
    { year: 1.5 },
    { note: 3 },
    { findings: { site: { a: 1 } } },
  ]) {
    expect(say('zh', json)).not.toMatch(/case_|\{\{/);
    expect(say('en', json)).not.toMatch(/case_|\{\{/);
  }
});

it('explains an issue with labels', () => {
  const issue = {
    code: 'lab_flag_differs',
    where: 'labs.0',
    params: { name: 'PTH', variable: 'pth', flag: 'low', interval: 'normal' },
  };
  expect(explainIssue(createTranslator('zh'), 'zh', issue)).toContain('标为 降低，而参考区间判断为 正常');
});
