import { describe, expect, it } from 'vitest';
import { createTranslator, translateError } from './index.ts';

describe('createTranslator', () => {
  it('speaks both languages and fills parameters', () => {
    const params = { variable: 'colour' };
    expect(createTranslator('en')('knowledge:issues.unknown_variable', params)).toContain('"colour"');
    expect(createTranslator('zh')('knowledge:issues.unknown_variable', params)).toContain('“colour”');
  });
});

describe('translateError', () => {
  it('falls back to the English message for a code without a text', () => {
    const fault = { code: 'nowhere', params: {}, message: 'Something is wrong.' };
    expect(translateError(createTranslator('zh'), 'knowledge', fault)).toBe('Something is wrong.');
  });
});
