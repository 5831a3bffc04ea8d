import { describe, expect, it } from 'vitest';
import { wheelSteps } from './wheelSteps.ts';

/** Steps that turns of so many pixels make. */
const stepsOf = (turns: readonly number[], deltaMode = 0): number => {
  const isStep = wheelSteps();
  return turns.filter((deltaY) => isStep({ deltaY, deltaMode })).length;
};
const times = (count: number, deltaY: number): number[] => Array.from({ length: count }, () => deltaY);

describe('scrolling over slices', () => {
  it('goes one slice a notch of the wheel, in pixels or in lines', () => {
    expect(stepsOf(times(5, 100))).toBe(5);
    expect(stepsOf(times(5, -120))).toBe(5);
    expect(stepsOf(times(5, 3), 1)).toBe(5);
  });

  it('goes by the way of the finger on a touch pad, however many turns it is told in', () => {
    expect(stepsOf(times(60, 1))).toBe(2);
    expect(stepsOf(times(15, -4))).toBe(2);
    expect(stepsOf(times(3, 40))).toBe(3);
  });

  it('begins anew when the finger turns back', () => {
    expect(stepsOf([20, -20, 20, -20])).toBe(0);
    expect(stepsOf([29, -29, -1])).toBe(1);
  });
});
