import { describe, expect, it } from 'vitest';
import { countOf, decibans, percent } from './format.ts';

describe('figures of the differential', () => {
  it('never shows certainty that no count can give', () => {
    expect(percent(0.0001, 'en')).toBe('<1\u00a0%');
    expect(percent(0.9999, 'en')).toBe('>99\u00a0%');
    expect(percent(0, 'en')).toBe('0\u00a0%');
    expect(percent(0.814, 'en')).toBe('81\u00a0%');
  });

  it('sets no space before the sign in Chinese', () => {
    expect(percent(0.814, 'zh')).toBe('81%');
  });

  it('signs decibans', () => {
    expect(decibans(7.41)).toBe('+7.4 dB');
    expect(decibans(-3)).toBe('−3.0 dB');
  });

  it('gives a count as the source has it', () => {
    expect(countOf({ id: 's', k: 9, n: 9 })).toBe('9/9');
    expect(countOf({ id: 's', n: 53 })).toBe('n = 53');
    expect(countOf({ id: 's', quantifier: 'often' })).toBeUndefined();
  });
});
