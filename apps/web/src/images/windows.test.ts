import { describe, expect, it } from 'vitest';
import { autoWindow, presetWindow, rangeOf } from './windows.ts';

describe('display windows', () => {
  it('takes all but the outermost half percent of the values', () => {
    const values = Float32Array.from({ length: 1001 }, (_, index) => index);
    expect(rangeOf(autoWindow(values))).toEqual({ lower: 5, upper: 995 });
  });

  it('has a width even for a flat image', () => {
    expect(autoWindow([7, 7, 7])).toEqual({ centre: 7, width: 1 });
  });

  it('gives HU presets to HU only', () => {
    expect(rangeOf(presetWindow('soft', true, []))).toEqual({ lower: -150, upper: 250 });
    expect(presetWindow('bone', false, [10, 20]).width).toBe(10);
  });
});
