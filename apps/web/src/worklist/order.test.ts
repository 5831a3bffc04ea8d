import { describe, expect, it } from 'vitest';
import type { CaseSummary } from '../api/types.ts';
import { filterCases, modalitiesOf, sortCases } from './order.ts';

const summary = (id: string, over: Partial<CaseSummary> = {}): CaseSummary => ({
  id,
  version: 1,
  patient: { name: `Name ${id}`, id, sex: null, age: null, birthDate: null },
  studies: [{ uid: id, date: '20200101', description: 'left hip', modalities: ['MR', 'CT'], instances: 3 }],
  status: 'new',
  updatedAt: '2026-01-01T00:00:00Z',
  sample: null,
  ...over,
});

describe('worklist order', () => {
  it('finds by every word, in any field', () => {
    const cases = [summary('a'), summary('b', { studies: [] })];
    expect(filterCases(cases, 'HIP ct', 'all').map((item) => item.id)).toEqual(['a']);
    expect(filterCases(cases, 'name', 'all')).toHaveLength(2);
    expect(filterCases(cases, '', 'signed')).toHaveLength(0);
  });

  it('sorts by the reading order of the statuses, not by their spelling', () => {
    const cases = [summary('a', { status: 'signed' }), summary('b', { status: 'new' })];
    expect(sortCases(cases, { by: 'status', down: false }).map((item) => item.id)).toEqual(['b', 'a']);
  });

  it('names each modality once', () => {
    const study = summary('a').studies[0]!;
    expect(modalitiesOf(summary('a', { studies: [study, study] }))).toBe('CT · MR');
  });
});
