import type { LocalCount } from '@calx/diagnosis';
import type { FindingInput, Release, Variable } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';
import { keyOf, normalised } from '../cohort/stated.ts';

/** How many of those assessed for a variable had a value. */
export interface ValueCount {
  readonly value: string;
  readonly k: number;
  readonly n: number;
}

/**
 * Each value's k of n in the values of the published coding. n: the cases in which the variable was assessed, or
 * in which this value was denied. Uncertain values count in neither.
 */
export function countValues(cases: readonly RegistryCase[], variable: Variable): ValueCount[] {
  const counts = new Map<string, { k: number; n: number }>();
  for (const { id, coarse } of variable.values) counts.set(coarse ?? id, { k: 0, n: 0 });
  for (const { input, times } of statementsOf(cases).get(variable.id)?.values() ?? []) {
    const finding = normalised(variable, input);
    if (!finding) continue;
    for (const [value, count] of counts) {
      const assessed = finding.present.length > 0 || finding.absent.includes(value);
      if (assessed && !finding.possible.includes(value)) count.n += times;
      if (finding.present.includes(value)) count.k += times;
    }
  }
  return [...counts].map(([value, { k, n }]) => ({ value, k, n })).filter(({ n }) => n > 0);
}

/** How often each different statement about a variable was made. */
type Statements = ReadonlyMap<string, ReadonlyMap<string, Statement>>;
interface Statement {
  readonly input: FindingInput;
  times: number;
}

const counted = new WeakMap<readonly RegistryCase[], Statements>();

/** One pass over the cases answers every question about them. */
function statementsOf(cases: readonly RegistryCase[]): Statements {
  const present = counted.get(cases);
  if (present) return present;
  const statements = new Map<string, Map<string, Statement>>();
  for (const { facts } of cases) {
    for (const variable in facts.findings) {
      const input = facts.findings[variable];
      if (input === undefined) continue;
      let own = statements.get(variable);
      if (!own) statements.set(variable, (own = new Map()));
      const key = keyOf(input);
      const statement = own.get(key);
      if (statement) statement.times += 1;
      else own.set(key, { input, times: 1 });
    }
  }
  counted.set(cases, statements);
  return statements;
}

/**
 * The counts of proven cases for the engine (`localCounts` of its options), on one's own machine and unprotected.
 * A case being read must not be among them: it never counts in its own differential.
 */
export function localCountsOf(cases: readonly RegistryCase[], release: Release): LocalCount[] {
  const proven = cases.filter(({ diagnosis, provenBy }) => diagnosis && provenBy);
  return diagnosesOf(proven).flatMap((diagnosis) => {
    const own = proven.filter((entry) => entry.diagnosis === diagnosis);
    return countedVariables(release).flatMap((variable) =>
      countValues(own, variable).map((count) => ({ diagnosis, variable: variable.id, ...count })),
    );
  });
}

/** The diagnoses of the cases, each once, in the order of their ids. */
export function diagnosesOf(cases: readonly RegistryCase[]): string[] {
  return [...new Set(cases.flatMap(({ diagnosis }) => diagnosis ?? []))].sort();
}

/** Variables whose values can be counted. */
export function countedVariables(release: Release): Variable[] {
  return release.variables.filter(({ kind }) => kind === 'category');
}
