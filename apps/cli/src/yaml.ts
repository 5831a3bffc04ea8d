import { parse, YAMLParseError } from 'yaml';
import { InputError } from './exit.ts';

/** Aliases may multiply a small text beyond memory. */
const MOST_ALIASES = 100;

/**
 * YAML 1.2, of which JSON is a part, as a value.
 * @throws InputError `notYaml` with the place, `yamlTooDeep`, `yamlAliases`
 */
export function parseYaml(path: string, text: string): unknown {
  try {
    return parse(text, { maxAliasCount: MOST_ALIASES, prettyErrors: true }) as unknown;
  } catch (error) {
    throw inputError(path, error);
  }
}

function inputError(path: string, error: unknown): InputError {
  // The parser goes down level by level; its own stack is the limit.
  if (error instanceof RangeError || /call stack/i.test(String(error)))
    return new InputError('cli:error.yamlTooDeep', { path });
  if (error instanceof ReferenceError) return new InputError('cli:error.yamlAliases', { path });
  const place = error instanceof YAMLParseError ? error.linePos?.[0] : undefined;
  return new InputError('cli:error.notYaml', { path, line: place?.line ?? 1, column: place?.col ?? 1 });
}
