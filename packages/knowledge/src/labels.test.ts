import { describe, expect, it } from 'vitest';
import { percentInterval } from './labels.ts';

describe('an interval in per cent', () => {
  it('is written in whole numbers, close to the sign in Chinese', () => {
    expect(percentInterval([0.1, 0.2], 'en')).toBe('10–20\u00a0%');
    expect(percentInterval([0.1, 0.2], 'zh')).toBe('10–20%');
  });

  it('never looks as if it had no width', () => {
    expect(percentInterval([0.087, 0.093], 'en')).toBe('8.7–9.3\u00a0%');
    expect(percentInterval([0.001, 0.004], 'zh')).toBe('0.1–0.4%');
    expect(percentInterval([0.5, 0.5], 'en')).toBe('50.0\u00a0%');
  });
});
