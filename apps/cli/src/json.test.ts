import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from './exit.ts';
import { parseJson } from './json.ts';

/** What is said of a text that is refused. */
function refusal(text: string, line?: number): Pick<InputError, 'code' | 'params'> | undefined {
  try {
    parseJson('case.json', text, line);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { code: error.code, params: error.params };
  }
}

const valid = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('JSON of a person', () => {
  it('is read as JSON.parse reads it, in whatever form it is written', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 1, '\t'), (text, indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        expect(parseJson('case.json', written)).toEqual(JSON.parse(written));
      }),
      { seed: 1 },
    );
  });

  it('is refused where JSON.parse refuses it: one sign taken out, doubled or changed', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', '"', '}', ',', '\\', '0', ' ', '\n'),
        (text, n, sign) => {
          const at = n % text.length;
          const broken = text.slice(0, at) + sign + text.slice(at + 1);
          const code = refusal(broken)?.code;
          if (code !== 'cli:error.jsonTwice') expect(code === undefined).toBe(valid(broken));
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '01',
    '+1',
    '.5',
    '1.',
    'NaN',
    "{'a':1}",
    '1 2',
    '"\t"',
    '"\\x"',
    ']',
  ])('refuses %j', (text) => {
    expect(valid(text)).toBe(false);
    expect(refusal(text)?.code).toBe('cli:error.notJson');
  });

  it('says where a fault stands and quotes nothing', () => {
    expect(refusal('{"name": "Wang",\n  "age": 5O}')).toEqual({
      code: 'cli:error.notJson',
      params: { path: 'case.json', line: 2, column: 11 },
    });
    expect(refusal('{"id": 1', 7)?.params).toEqual({ path: 'case.json', line: 7, column: 9 });
  });

  it('refuses a name that stands twice in one object, also when written otherwise', () => {
    expect(refusal('{"age": 5,\n "\\u0061ge": 60}')).toEqual({
      code: 'cli:error.jsonTwice',
      params: { path: 'case.json', line: 2, column: 2 },
    });
    expect(parseJson('case.json', '[{"age": 5}, {"age": 60, "__proto__": {"age": 1}}]')).toHaveLength(2);
  });

  it('takes any depth without a fault of its own', () => {
    expect(refusal('['.repeat(100_000))?.code).toBe('cli:error.notJson');
    expect(refusal('['.repeat(100_000) + ']'.repeat(100_000))).toBeUndefined();
  });
});
