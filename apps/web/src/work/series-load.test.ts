import { describe, expect, it } from 'vitest';
import { middleOut } from './series-load.ts';

describe('the order in which the files of a series are read', () => {
  it('starts in the middle and takes every file once', () => {
    expect(middleOut(5)).toEqual([2, 3, 1, 4, 0]);
    for (const length of [0, 1, 2, 3, 4, 7, 400]) {
      const order = middleOut(length);
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length }, (_, at) => at));
    }
    expect(middleOut(400)[0]).toBe(199);
  });
});
