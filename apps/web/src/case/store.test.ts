import { beforeEach, describe, expect, it } from 'vitest';
import type { CaseDocument } from '../api/types.ts';
import { setFacts, setFinding } from './document.ts';
import { useCaseStore } from './store.ts';

const base: CaseDocument = {
  id: 'c',
  version: 1,
  facts: { age: 50, sex: null, findings: {}, labs: [] },
  findings: {},
  lesions: [],
  report: { lang: 'en', edits: {} },
  studies: [],
  status: 'reading',
  history: [{ version: 1, at: '2026-01-01T00:00:00Z', by: 'A', what: ['created'] }],
};
const byOther = (document: CaseDocument, version: number): CaseDocument => ({
  ...document,
  version,
  history: [...base.history, { version, at: '2026-01-01T00:01:00Z', by: 'B', what: [] }],
});
const state = () => useCaseStore.getState();
const values = () => state().document?.facts.findings;

describe('the open case while somebody else works on it', () => {
  beforeEach(() => state().open(base));

  it('shows what the other changed and whose it is, with nothing left to send', () => {
    state().takeTheirs(byOther(setFinding(base, 't2', 'hypo', 'B'), 2));
    expect(values()).toEqual({ t2: 'hypo' });
    expect(state()).toMatchObject({
      save: { kind: 'saved' },
      news: { by: 'B', entries: [{ part: 'findings', key: 't2' }] },
    });
  });

  it('keeps the work of the other when a step here is taken back', () => {
    state().change((document) => setFinding(document, 'bone', 'none', 'A'));
    state().takeTheirs(byOther(setFacts(setFinding(base, 't2', 'hypo', 'B'), { age: 51 }), 2));
    state().undo();
    expect(values()).toEqual({ t2: 'hypo' });
    expect(state().document?.facts.age).toBe(51);
    state().redo();
    expect(values()).toEqual({ bone: 'none', t2: 'hypo' });
  });

  it('holds a conflict until one of the two values is chosen', () => {
    state().change((document) => setFinding(document, 'bone', 'none', 'A'));
    state().takeTheirs(byOther(setFinding(base, 'bone', 'destruction', 'B'), 2));
    expect(values()).toEqual({ bone: 'none' });
    const [conflict] = state().conflicts;
    if (!conflict) throw new Error('no conflict');
    // What comes after does not make it forgotten.
    state().takeTheirs(byOther(setFacts(setFinding(base, 'bone', 'destruction', 'B'), { age: 51 }), 3));
    expect(state().conflicts).toHaveLength(1);
    state().settle(conflict, 'theirs');
    expect(values()).toEqual({ bone: 'destruction' });
    expect(state().conflicts).toEqual([]);
    state().undo();
    expect(values()).toEqual({ bone: 'none' });
  });

  it('takes what the store gives in another order of keys for the same', () => {
    state().change((document) => setFinding(document, 'bone', 'none', 'A'));
    const sent = state().document;
    if (!sent) throw new Error('no document');
    state().stored(sent, 2, '2026-01-01T00:02:00Z');
    const record = { by: 'A', how: 'read', state: 'absent', value: 'none', confirmed: true } as const;
    const stored = { ...setFinding(sent, 't2', 'hypo', 'B') };
    state().change((document) => setFinding(document, 'bone', 'erosion', 'A'));
    state().takeTheirs(byOther({ ...stored, findings: { ...stored.findings, bone: record } }, 3));
    expect(state().conflicts).toEqual([]);
    expect(values()).toEqual({ bone: 'erosion', t2: 'hypo' });
  });
});

describe('a reading of its own', () => {
  it('is none of the case: opening the case afterwards shows nothing of it', () => {
    state().openReading(base);
    state().change((document) => setFinding(document, 'bone', 'none', 'B'));
    expect(state()).toMatchObject({ reading: true, document: { findings: { bone: {} } } });
    state().open(base);
    expect(state()).toMatchObject({ reading: false, save: { kind: 'saved' }, past: [] });
    expect(values()).toEqual({});
  });
});

describe('what is done beside the document', () => {
  it('is a step of undo among the others, whatever somebody else changed meanwhile', () => {
    const log: string[] = [];
    state().open(base);
    state().change((document) => setFinding(document, 'bone', 'none', 'A'));
    state().done({ undo: () => log.push('undone'), redo: () => log.push('done again') });
    state().takeTheirs(byOther(setFinding(base, 't2', 'hypo', 'B'), 2));
    state().undo();
    expect([log, values()]).toEqual([['undone'], { bone: 'none', t2: 'hypo' }]);
    state().undo();
    expect(values()).toEqual({ t2: 'hypo' });
    state().redo();
    state().redo();
    expect([log, values()]).toEqual([['undone', 'done again'], { bone: 'none', t2: 'hypo' }]);
  });
});
