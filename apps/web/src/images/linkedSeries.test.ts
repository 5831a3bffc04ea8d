import { describe, expect, it } from 'vitest';
import type { Plane, Role } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { linkedSeries } from './linkedSeries.ts';

const series = (uid: string, role: Role, plane: Plane, modality = 'MR'): CaseSeries => ({
  uid,
  role,
  plane,
  modality,
  description: null,
  roleConfidence: 1,
  number: null,
  instances: [],
});

describe('MR sequences read side by side', () => {
  const t1 = series('1', 'mr-t1', 'axial');
  const fs = series('2', 'mr-t2-fs', 'axial');
  const t2 = series('3', 'mr-t2', 'axial');
  const second = series('4', 'mr-t2', 'axial');
  const coronal = series('5', 'mr-t1', 'coronal');
  const ct = series('6', 'ct', 'axial', 'CT');
  const all = [fs, t2, second, coronal, ct, t1];

  it('are those of the same plane, in reading order, with the chosen one of its kind', () => {
    expect(linkedSeries(t1, all).map(({ uid }) => uid)).toEqual(['1', '3', '2']);
    expect(linkedSeries(second, all).map(({ uid }) => uid)).toEqual(['1', '4', '2']);
  });

  it('are none where there is nothing to set beside it', () => {
    expect(linkedSeries(coronal, all)).toEqual([]);
    expect(linkedSeries(ct, all)).toEqual([]);
  });
});
