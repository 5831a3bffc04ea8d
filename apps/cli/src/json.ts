import { InputError } from './exit.ts';

/** Where JSON stops being JSON, or where a name stands a second time in its object. */
interface Fault {
  readonly code: 'cli:error.notJson' | 'cli:error.jsonTwice';
  readonly at: number;
}

/** What may stand next: `first…` right after an opening bracket, where the closing one may stand too. */
type Expected = 'value' | 'firstValue' | 'name' | 'firstName' | 'colon' | 'next';

const space = /[\t\n\r ]*/y;
const literal = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const escaped = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/**
 * JSON (RFC 8259) as a value. Stricter than `JSON.parse`, which drops all but the last of two equal names without a
 * word; and a fault is told by its place alone, as the text may hold what names a patient.
 * @param line Line of the file on which the text begins, from 1.
 * @throws InputError `notJson`, `jsonTwice` with path, line and column
 */
export function parseJson(path: string, text: string, line = 1): unknown {
  const fault = firstFault(text);
  if (!fault) return JSON.parse(text) as unknown;
  const before = text.slice(0, fault.at).split('\n');
  throw new InputError(fault.code, {
    path,
    line: line + before.length - 1,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
}

function firstFault(text: string): Fault | undefined {
  /** The names so far of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let expected: Expected = 'value';
  for (let at = after(space, text, 0); ; at = after(space, text, at)) {
    const wrong: Fault = { code: 'cli:error.notJson', at };
    if (at === text.length) return expected === 'next' && open.length === 0 ? undefined : wrong;
    const sign = text.charAt(at);
    const names = open.at(-1);
    const closes = names ? '}' : ']';
    if (sign === closes && names !== undefined && (expected === 'next' || expected.startsWith('first'))) {
      open.pop();
      expected = 'next';
      at += 1;
    } else if (expected === 'next') {
      if (sign !== ',' || names === undefined) return wrong;
      expected = names ? 'name' : 'value';
      at += 1;
    } else if (expected === 'colon') {
      if (sign !== ':') return wrong;
      expected = 'value';
      at += 1;
    } else if (expected === 'name' || expected === 'firstName') {
      const end = endOfString(text, at);
      if (end < 0) return wrong;
      const name = JSON.parse(text.slice(at, end)) as string;
      if (names?.has(name)) return { code: 'cli:error.jsonTwice', at };
      names?.add(name);
      expected = 'colon';
      at = end;
    } else if (sign === '{' || sign === '[') {
      open.push(sign === '{' ? new Set() : null);
      expected = sign === '{' ? 'firstName' : 'firstValue';
      at += 1;
    } else {
      const end = sign === '"' ? endOfString(text, at) : after(literal, text, at);
      if (end <= at) return wrong;
      expected = 'next';
      at = end;
    }
  }
}

/** Index behind what the pattern takes from an index on, which is that index where it takes nothing. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** Index behind the string that begins at an index; -1 where none does. */
function endOfString(text: string, begin: number): number {
  if (text.charAt(begin) !== '"') return -1;
  for (let at = begin + 1; at < text.length;) {
    const sign = text.charAt(at);
    if (sign === '"') return at + 1;
    if (sign < ' ') return -1;
    const next = sign === '\\' ? after(escaped, text, at) : at + 1;
    if (next === at) return -1;
    at = next;
  }
  return -1;
}
