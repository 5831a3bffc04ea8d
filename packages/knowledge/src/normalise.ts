import { NEGATIVES, statedValues } from './finding-input.ts';
import { findVariable, loadRelease, type Release } from './release.ts';
import type { CaseFacts, FindingInput, Variable } from './types.ts';

/**
 * The state of one variable in values of the coarse coding. `present` and `absent` never share a value.
 * An explicit negative of a variable that has a value for it ("no", "none") is that value in `present`,
 * and all its positive values in `absent`.
 */
export interface NormalFinding {
  readonly present: readonly string[];
  readonly absent: readonly string[];
  readonly possible: readonly string[];
  /** The finer values as stated, where they say more than the coarse ones in `present`. */
  readonly finer: readonly string[];
  readonly number?: number;
  readonly text?: string;
}

/** The findings of a case by variable; what the vocabulary does not know is left out (see `parseCaseFacts`). */
export function normaliseFindings(
  facts: Pick<CaseFacts, 'findings'>,
  release: Release = loadRelease(),
): Readonly<Record<string, NormalFinding>> {
  const result: Record<string, NormalFinding> = {};
  for (const [id, input] of Object.entries(facts.findings)) {
    const variable = findVariable(release, id);
    const finding = variable && normaliseFinding(variable, input);
    if (finding) result[id] = finding;
  }
  return result;
}

/** One finding; undefined when nothing in it is known to the vocabulary. */
export function normaliseFinding(variable: Variable, input: FindingInput): NormalFinding | undefined {
  if (variable.kind === 'number') {
    return typeof input === 'number' ? { ...EMPTY, number: input } : undefined;
  }
  if (variable.kind === 'text') {
    return typeof input === 'string' ? { ...EMPTY, text: input } : undefined;
  }
  const stated = statedValues(input);
  const known = new Set(variable.values.map(({ id }) => id));
  const named = stated.present.filter((value) => known.has(value));
  const negated =
    stated.present.some((value) => NEGATIVES.has(value)) && !named.some((value) => !NEGATIVES.has(value));
  const present = new Set(coarse(variable, named));
  const absent = new Set(
    coarse(
      variable,
      stated.absent.filter((value) => known.has(value)),
    ),
  );
  const negative = negativeValue(variable);
  if (negative === 'no' && absent.has('yes')) present.add('no');
  if (negative === 'no' && absent.has('no')) present.add('yes');
  if (negated && negative) present.add(negative);
  if (negated || (negative && present.has(negative))) {
    for (const { id } of variable.values) if (id !== negative) absent.add(id);
  }
  if (negative && [...present].some((value) => value !== negative)) {
    present.delete(negative);
    absent.add(negative);
  }
  for (const value of present) absent.delete(value);
  const possible = coarse(
    variable,
    stated.possible.filter((value) => known.has(value)),
  );
  if (present.size + absent.size + possible.length === 0) return undefined;
  return {
    present: [...present],
    absent: [...absent],
    possible: possible.filter((value) => !present.has(value)),
    finer: named.filter((value) => !present.has(value)),
  };
}

const EMPTY = { present: [], absent: [], possible: [], finer: [] } as const;

/** The value of the variable that says "it is not there", if it has one. */
export function negativeValue(variable: Variable): string | undefined {
  return variable.values.find(({ id }) => NEGATIVES.has(id))?.id;
}

/** The values of the published coding that these values map to; each once. */
export function coarse(variable: Variable, values: readonly string[]): string[] {
  const map = new Map(variable.values.map((value) => [value.id, value.coarse ?? value.id]));
  return [...new Set(values.map((value) => map.get(value) ?? value))];
}
