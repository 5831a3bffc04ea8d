import { describe, expect, it } from 'vitest';
import { countOf, decibans, interval, percent } from './format.ts';

describe('figures of the differential', () => {
  it('never shows certainty that no count can give', () => {
    expect(percent(0.0001, 'en')).toBe('<1\u00a0%');
    expect(percent(0.9999, 'en')).toBe('>99\u00a0%');
    expect(percent(0, 'en')).toBe('0\u00a0%');
    expect(percent(0.814, 'en')).toBe('81\u00a0%');
  });

  it('sets no space before the sign in Chinese', () => {
    expect(percent(0.814, 'zh')).toBe('81%');
    expect(interval([0.1, 0.2], 'zh')).toBe('10–20%');
  });

  it('signs decibans and joins intervals', () => {
    expect(decibans(7.41)).toBe('+7.4 dB');
    expect(decibans(-3)).toBe('−3.0 dB');
    expect(interval([0.1, 0.2], 'en')).toBe('10–20\u00a0%');
  });

  it('gives a count as the source has it', () => {
    expect(countOf({ id: 's', k: 9, n: 9 })).toBe('9/9');
    expect(countOf({ id: 's', n: 53 })).toBe('n = 53');
    expect(countOf({ id: 's', quantifier: 'often' })).toBeUndefined();
  });
});
