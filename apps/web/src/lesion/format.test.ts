import { describe, expect, it } from 'vitest';
import { number, quantity } from './format.ts';

describe('figures of a lesion', () => {
  it('gives what the size of the number deserves', () => {
    expect(number(2744.3)).toBe('2\u2009744');
    expect(number(4.13)).toBe('4.1');
    expect(number(-98)).toBe('−98');
    expect(number(14)).toBe('14');
  });

  it('carries unit and bounds', () => {
    expect(quantity({ value: 8412, unit: 'mm3', low: 8190, high: 8630 })).toBe(
      '8\u2009412 mm³ (8\u2009190–8\u2009630)',
    );
    expect(quantity({ value: 61, unit: 'mm', low: 61, high: 61 })).toBe('61 mm');
  });
});
