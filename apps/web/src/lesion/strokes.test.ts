import { describe, expect, it } from 'vitest';
import type { Vec3 } from '@calx/dicom';
import { editOf, type Pixel } from './strokes.ts';

/** An axial view: a pixel is half a millimetre, right is the patient's left, down is posterior, at z = 7. */
const toPatient = ([x, y]: Pixel): Vec3 => [x / 2, y / 2, 7];
const hand = { seed: [10, 10, 7] as Vec3, radius: 4 };

describe('what is drawn on a view', () => {
  it('becomes a stroke of the brush or the eraser, with no more points than it needs', () => {
    const drawn = Array.from({ length: 101 }, (_, x): Pixel => [x, 20]);
    const edit = editOf('brush', drawn, toPatient, hand);
    expect(edit).toMatchObject({ kind: 'add', radius: 4 });
    if (edit?.kind !== 'add') throw new Error('no stroke');
    expect(edit.path[0]).toEqual([0, 10, 7]);
    expect(edit.path.at(-1)).toEqual([50, 10, 7]);
    expect(edit.path.length).toBeLessThan(60);
    expect(editOf('erase', [[3, 3]], toPatient, hand)).toEqual({
      kind: 'erase',
      path: [[1.5, 1.5, 7]],
      radius: 4,
    });
  });

  it('becomes a plane straight into the view that keeps the side of the click, whichever way it was drawn', () => {
    const line: readonly Pixel[] = [
      [60, 0],
      [60, 100],
    ];
    for (const drawn of [line, [...line].reverse()]) {
      const edit = editOf('cut', drawn, toPatient, hand);
      if (edit?.kind !== 'keep') throw new Error('no cut');
      expect(edit.planes).toHaveLength(1);
      expect(edit.planes[0]?.normal.map(Math.abs)).toEqual([1, 0, 0]);
      expect(edit.planes[0]?.normal[0]).toBe(-1);
      expect(edit.planes[0]?.at[0]).toBe(30);
    }
    expect(editOf('cut', [[5, 5]], toPatient, hand)).toBeUndefined();
  });

  it('becomes four planes around a rectangle', () => {
    const edit = editOf(
      'box',
      [
        [80, 60],
        [20, 10],
      ],
      toPatient,
      hand,
    );
    if (edit?.kind !== 'keep') throw new Error('no box');
    const inside = (point: Vec3): boolean =>
      edit.planes.every(
        ({ at, normal }) =>
          normal.reduce((sum, n, axis) => sum + n * ((point[axis] ?? 0) - (at[axis] ?? 0)), 0) >= 0,
      );
    expect([inside([25, 20, 7]), inside([25, 20, 900])]).toEqual([true, true]);
    expect([inside([5, 20, 7]), inside([45, 20, 7]), inside([25, 2, 7]), inside([25, 40, 7])]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});
