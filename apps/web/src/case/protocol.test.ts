import { describe, expect, it } from 'vitest';
import type { CaseSeries } from '../api/types.ts';
import { lackingOf } from './protocol.ts';

const series = (over: Partial<CaseSeries>): CaseSeries => ({
  uid: JSON.stringify(over),
  modality: 'CT',
  description: null,
  role: 'ct',
  roleConfidence: 1,
  number: 1,
  instances: [],
  ...over,
});
const lacking = (...all: readonly Partial<CaseSeries>[]): readonly string[] =>
  lackingOf([{ uid: '1', series: all.map(series) }]);

describe('what a study lacks of the usual protocol', () => {
  it('is asked of images alone', () => {
    expect(lackingOf([])).toEqual([]);
    expect(lacking()).toEqual([]);
  });

  it('names a modality that is missing altogether once', () => {
    expect(lacking({})).toEqual(['radiographs', 'mri']);
  });

  it('asks for the other view of the limb that was filmed, and for sequences', () => {
    expect(
      lacking(
        { modality: 'DX', role: 'radiograph-ap', bodyPart: 'limb' },
        { modality: 'MR', role: 'mr-t1', plane: 'axial' },
        { modality: 'MR', role: 'mr-t2-fs', plane: 'coronal' },
      ),
    ).toEqual(['limb-lateral', 'ct', 'mr-t2', 'mr-post']);
  });

  it('claims nothing of films whose region was not stored', () => {
    expect(lacking({ modality: 'DX', role: 'radiograph-ap', bodyPart: null }, {})).toEqual(['mri']);
  });
});
