import { describe, expect, it } from 'vitest';
import type { CaseSummary } from '../api/types.ts';
import { modalitiesOf, studyDateOf } from './order.ts';

const study = { uid: 'a', date: '20200101', description: 'left hip', modalities: ['MR', 'CT'], instances: 3 };
const summary = (studies: CaseSummary['studies']): CaseSummary => ({
  id: 'a',
  version: 1,
  patient: { name: null, id: null, sex: null, age: null, birthDate: null },
  studies,
  status: 'new',
  updatedAt: '2026-01-01T00:00:00Z',
  sample: null,
  pseudonym: null,
});

describe('a line of the worklist', () => {
  it('names each modality once', () => {
    expect(modalitiesOf(summary([study, study]))).toBe('CT · MR');
  });

  it('has the date of the newest study', () => {
    expect(studyDateOf(summary([study, { ...study, date: '20210203' }, { ...study, date: null }]))).toBe(
      '20210203',
    );
    expect(studyDateOf(summary([]))).toBe('');
  });
});
