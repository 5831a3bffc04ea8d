import { describe, expect, it } from 'vitest';
import { directionLetters, edgeLetters } from './orientation.ts';

describe('patient directions', () => {
  it('names them in LPS, strongest first', () => {
    expect(directionLetters([-1, 0, 0])).toBe('R');
    expect(directionLetters([0.9, 0.4, 0.01])).toBe('LP');
    expect(directionLetters([0, 0, 1])).toBe('H');
  });

  it('puts the patient’s right on the left of an axial image seen from the feet', () => {
    expect(edgeLetters([0, -1, 0], [0, 0, -1])).toEqual({ up: 'A', down: 'P', left: 'R', right: 'L' });
  });

  it('puts the head up and the patient’s right on the left of a coronal image seen from the front', () => {
    expect(edgeLetters([0, 0, 1], [0, -1, 0])).toEqual({ up: 'H', down: 'F', left: 'R', right: 'L' });
  });
});
