import {
  findVariable,
  normaliseFinding,
  type NormalFinding,
  type Release,
  type Variable,
} from '@calx/knowledge';
import type { RegistryCase } from './registry-case.ts';

const known = new WeakMap<Variable, Map<string, NormalFinding | undefined>>();

/**
 * What a case states about a variable; undefined when it says nothing. A registry of 100,000 cases repeats few
 * different statements, so each is worked out once.
 */
export function statedOf({ facts }: Pick<RegistryCase, 'facts'>, id: string, release: Release) {
  const input = facts.findings[id];
  if (input === undefined) return undefined;
  const variable = findVariable(release, id);
  return variable && normalised(variable, input);
}

/** {@link normaliseFinding}, remembered by the text of the statement. */
export function normalised(
  variable: Variable,
  input: RegistryCase['facts']['findings'][string],
): NormalFinding | undefined {
  if (variable.kind !== 'category') return normaliseFinding(variable, input);
  const key = keyOf(input);
  let statements = known.get(variable);
  if (!statements) known.set(variable, (statements = new Map()));
  if (!statements.has(key)) statements.set(key, normaliseFinding(variable, input));
  return statements.get(key);
}

/** The same text for the same statement; a plain value is its own. */
export function keyOf(input: RegistryCase['facts']['findings'][string]): string {
  return typeof input === 'string' ? input : JSON.stringify(input);
}
