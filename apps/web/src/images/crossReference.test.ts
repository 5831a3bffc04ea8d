import { describe, expect, it } from 'vitest';
import type { Vec3 } from '@calx/dicom';
import { cutOf } from './crossReference.ts';

/** An axial view of 100 by 80 pixels, half a millimetre each, its corner at (10, 20, 5). */
const axial = ([x, y]: readonly [number, number]): Vec3 => [10 + x / 2, 20 + y / 2, 5];

describe('where another slice cuts a view', () => {
  it('is a level line for a coronal, an upright one for a sagittal slice', () => {
    expect(cutOf({ at: [0, 40, 0], normal: [0, 1, 0] }, axial, 100, 80)).toEqual({
      from: [0, 40],
      to: [100, 40],
    });
    expect(cutOf({ at: [35, 0, 0], normal: [-1, 0, 0] }, axial, 100, 80)).toEqual({
      from: [50, 0],
      to: [50, 80],
    });
  });

  it('is nowhere for a parallel slice and for one beside the view', () => {
    expect(cutOf({ at: [0, 0, 9], normal: [0, 0, 1] }, axial, 100, 80)).toBeUndefined();
    expect(cutOf({ at: [0, 500, 0], normal: [0, 1, 0] }, axial, 100, 80)).toBeUndefined();
  });
});
