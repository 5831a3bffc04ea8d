import { describe, expect, it } from 'vitest';
import { installed, isPermissive, readLock } from './licences.js';

describe('licences of what is installed', () => {
  it('bind nothing of Calx', () => {
    const packages = installed(readLock());
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(({ licence }) => !isPermissive(licence))).toEqual([]);
  });

  it.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0-or-later)', true],
    ['(MIT AND Zlib)', true],
    ['Apache-2.0 AND LGPL-2.1', false],
    ['GPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE', false],
    ['unknown', false],
  ])('are understood: %s', (expression, expected) => expect(isPermissive(expression)).toBe(expected));

  it('leave out what only builds and tests', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', license: 'MIT' },
      'node_modules/b': { dev: true },
    };
    expect(installed({ packages })).toEqual([{ name: 'a', version: '1.0.0', licence: 'MIT' }]);
  });
});
