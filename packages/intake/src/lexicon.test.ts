import { describe, expect, it } from 'vitest';
import { findVariable, loadRelease } from '@calx/knowledge';
import { lexiconOf } from './lexicon.ts';

const known = (variable: string, value: string): boolean =>
  findVariable(loadRelease(), variable)?.values.some(({ id }) => id === value) ?? false;

describe.each(['zh', 'en'] as const)('the lexicon, %s', (lang) => {
  const { rules, data } = lexiconOf(lang);

  it('speaks only of variables and values of the vocabulary', () => {
    const stated = rules.flatMap(({ variable, value, negated, implies }) => [
      [variable, value],
      ...(negated ? [[variable, negated]] : []),
      ...Object.entries(implies ?? {}),
    ]);
    const sites = Object.keys(data.sites).map((site) => ['site', site]);
    const strange = [...stated, ...sites].filter(([variable = '', value = '']) => !known(variable, value));
    expect(strange).toEqual([]);
  });

  it('has no pattern that matches nothing at all', () => {
    for (const { match } of rules) expect(''.match(match)).toBeNull();
  });
});
