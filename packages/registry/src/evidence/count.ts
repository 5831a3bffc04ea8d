import type { LocalCount } from '@calx/diagnosis';
import { normaliseFinding, type Release, type Variable } from '@calx/knowledge';
import type { RegistryCase } from '../cohort/registry-case.ts';

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
  const values = [...new Set(variable.values.map(({ id, coarse }) => coarse ?? id))];
  for (const value of values) counts.set(value, { k: 0, n: 0 });
  for (const { facts } of cases) {
    const stated = facts.findings[variable.id];
    const finding = stated === undefined ? undefined : normaliseFinding(variable, stated);
    if (!finding) continue;
    for (const [value, count] of counts) {
      const present = finding.present.includes(value);
      const open = finding.possible.includes(value);
      if (!open && (finding.present.length > 0 || finding.absent.includes(value))) count.n += 1;
      if (present) count.k += 1;
    }
  }
  return [...counts].map(([value, { k, n }]) => ({ value, k, n })).filter(({ n }) => n > 0);
}

/**
 * The counts of proven cases for the engine (`localCounts` of its options), on one's own machine and unprotected.
 * @param except a case being read: it never counts in its own differential
 */
export function localCountsOf(
  cases: readonly RegistryCase[],
  release: Release,
  except?: string,
): LocalCount[] {
  const proven = cases.filter(({ id, diagnosis, provenBy }) => diagnosis && provenBy && id !== except);
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
