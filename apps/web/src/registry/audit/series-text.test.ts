import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { auditText, draftOf, textOf } from './series-text.ts';

const seed = readFileSync(new URL('../../../../../samples/series/li2015.yaml', import.meta.url), 'utf8');
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
});
