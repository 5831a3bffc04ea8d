import { describe, expect, it } from 'vitest';
import { middleOf, partInSlab } from './nearest.ts';

const way = [
  [0, 0, 0],
  [0, 0, 10],
] as const;

describe('the shortest way to bone on a slice', () => {
  it('lies whole in a slice along it', () => {
    expect(partInSlab(way, { at: [5, 0.3, 5], normal: [0, 1, 0], reach: 0.5 })).toEqual(way);
  });

  it('is cut to what a slice across it holds', () => {
    expect(partInSlab(way, { at: [5, 5, 4], normal: [0, 0, 1], reach: 1 })).toEqual([
      [0, 0, 3],
      [0, 0, 5],
    ]);
    expect(partInSlab(way, { at: [0, 0, 4], normal: [0, 0, -1], reach: 1 })).toEqual([
      [0, 0, 3],
      [0, 0, 5],
    ]);
  });

  it('is not on slices beside it', () => {
    expect(partInSlab(way, { at: [0, 0, 12], normal: [0, 0, 1], reach: 1 })).toBeUndefined();
    expect(partInSlab(way, { at: [0, 2, 0], normal: [0, 1, 0], reach: 1 })).toBeUndefined();
  });

  it('has its middle half way', () => {
    expect(middleOf(way)).toEqual([0, 0, 5]);
  });
});
