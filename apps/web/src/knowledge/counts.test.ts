import { describe, expect, it } from 'vitest';
import { loadRelease, type Release, type Source } from '@calx/knowledge';
import { countsOf } from './counts.ts';

const source = (id: string, k: number, n: number): Source => ({
  id,
  citation: id,
  design: 'case_series',
  figures: [{ diagnosis: 'd', variable: 'bone', value: 'none', k, n }],
});
const release = {
  ...loadRelease(),
  sources: { a: source('a', 8, 10), b: source('b', 1, 10), part: source('part', 4, 5) },
  overlaps: [{ keep: 'a', yields: ['part'], reason: 'same patients' }],
} satisfies Release;

describe('published counts of a finding', () => {
  it('adds up independent sources and counts no patient twice', () => {
    const [count] = countsOf(release, 'bone', 'none');
    expect(count?.pooled).toMatchObject({ k: 9, n: 20, share: 0.45 });
    expect(count?.counted.find(({ source: id }) => id === 'part')?.withinOther).toBe(true);
  });

  it('gives a 95 % score interval (9 of 20: 0.258 to 0.658)', () => {
    const [count] = countsOf(release, 'bone', 'none');
    expect(count?.pooled.low).toBeCloseTo(0.2582, 4);
    expect(count?.pooled.high).toBeCloseTo(0.6579, 4);
  });

  it('says nothing where nobody counted', () => {
    expect(countsOf(release, 'bone', 'destruction')).toEqual([]);
  });
});
