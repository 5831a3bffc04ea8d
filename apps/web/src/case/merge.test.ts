import { describe, expect, it } from 'vitest';
import type { CaseDocument } from '../api/types.ts';
import { addAddendum, setFacts, setFinding, setLab, setSentence, sign } from './document.ts';
import { mergeCases } from './merge.ts';

const base: CaseDocument = {
  id: 'c',
  version: 3,
  facts: { age: 50, sex: null, findings: {}, labs: [] },
  findings: {},
  lesions: [],
  report: { lang: 'en', edits: {} },
  studies: [],
  status: 'reading',
  history: [],
};

describe('two people on one case', () => {
  it('takes the changes of both where they touch different things', () => {
    const mine = setLab(setFinding(base, 'bone', 'none', 'a'), 'calcium', { name: 'calcium', value: 2.3 });
    const theirs = { ...setFacts(setFinding(base, 't2', 'hypo', 'b'), { sex: 'F' }), version: 4 };
    const { document, conflicts } = mergeCases(base, mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.version).toBe(4);
    expect(document.facts).toMatchObject({
      age: 50,
      sex: 'F',
      findings: { bone: 'none', t2: 'hypo' },
      labs: [{ name: 'calcium', value: 2.3 }],
    });
  });

  it('names what both changed differently and keeps what is on this screen', () => {
    const mine = setFinding(base, 'bone', 'none', 'a');
    const theirs = setFinding(base, 'bone', 'destruction', 'b');
    const { document, conflicts } = mergeCases(base, mine, theirs);
    expect(document.facts.findings).toEqual({ bone: 'none' });
    expect(conflicts).toMatchObject([
      { part: 'findings', key: 'bone', mine: { value: 'none' }, theirs: { value: 'destruction' } },
    ]);
  });

  it('lets a removal stand when the other side did not touch the entry', () => {
    const withEdit = setSentence(base, 's1', 'own words');
    const { document } = mergeCases(withEdit, setSentence(withEdit, 's1', undefined), withEdit);
    expect(document.report.edits).toEqual({});
  });

  it('loses neither a signature nor an addendum', () => {
    const mine = sign(base, 'a', '2026-01-01T10:00:00Z', 'the words');
    const theirs = addAddendum(base, { by: 'b', at: '2026-01-01T09:00:00Z', text: 'more' });
    const { document } = mergeCases(base, mine, theirs);
    expect(document.report.signed).toMatchObject({ by: 'a', text: 'the words' });
    expect(document.report.addenda).toHaveLength(1);
    expect(document.status).toBe('signed');
  });
});
