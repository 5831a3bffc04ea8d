import { describe, expect, it } from 'vitest';
import { parseYaml } from './yaml.ts';

describe('YAML of a file', () => {
  it('is told by its place where it is none, and never quoted', () => {
    expect(() => parseYaml('a.yaml', 'patient: [1\nname: 2')).toThrow(
      expect.objectContaining({
        code: 'cli:error.notYaml',
        params: { path: 'a.yaml', line: 2, column: 1 },
      }),
    );
  });

  it('is refused for its depth and for aliases that multiply', () => {
    const deep = '['.repeat(20_000) + ']'.repeat(20_000);
    expect(() => parseYaml('a.yaml', deep)).toThrow(
      expect.objectContaining({ code: 'cli:error.yamlTooDeep' }),
    );
    const lines = ['a0: &a0 [1, 1]'];
    for (let at = 1; at < 30; at++) lines.push(`a${at}: &a${at} [*a${at - 1}, *a${at - 1}, *a${at - 1}]`);
    expect(() => parseYaml('a.yaml', lines.join('\n'))).toThrow(
      expect.objectContaining({ code: 'cli:error.yamlAliases' }),
    );
  });

  it('reads JSON, of which it is the larger language', () => {
    expect(parseYaml('a.json', '{"a": [1, 2]}')).toEqual({ a: [1, 2] });
  });
});
