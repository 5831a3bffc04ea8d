import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createTranslator } from '@calx/knowledge';
import { auditText as audit, draftOf, textOf } from './series-text.ts';

const seed = readFileSync(new URL('../../../../../samples/series/li2015.yaml', import.meta.url), 'utf8');
const reader = { lang: 'zh' as const, t: createTranslator('zh') };
const auditText = (text: string) => audit(text, reader);
const codes = (text: string): readonly string[] => {
  const result = auditText(text);
  return result.kind === 'audited' ? result.problems.map(({ code }) => code).sort() : [result.kind];
};

describe('a series entered on the page', () => {
  it('has the four faults of the seed, also after the form has rewritten its text', () => {
    const four = ['denominator', 'examinationWithoutResult', 'landmark', 'sum'];
    expect(codes(seed)).toEqual(four);
    expect(codes(textOf(draftOf(seed) ?? {}))).toEqual(four);
  });

  it('says what is wrong with a text that is no series', () => {
    expect(auditText('a: [').kind).toBe('incomplete');
    expect(auditText('- 1').kind).toBe('incomplete');
    expect(auditText('id: x\npatients: 15\nfigures: [{ where: results }]')).toMatchObject({
      kind: 'incomplete',
      error: { code: 'badSeries', params: { where: 'figures.0.section' } },
    });
  });

  it('tells the faults of a series in plain YAML in the words of the reader', () => {
    expect(auditText('patients: 15\nsite: { hip_buttock: 12, thigh: 1 }')).toMatchObject({
      kind: 'audited',
      problems: [{ code: 'sum', says: '髋部及臀部 12 + 大腿 1 = 13', params: { what: '部位' } }],
    });
  });
});
