import { describeDiagnosis, type ValueEvidence, type VariableEvidence } from './describe.ts';
import { findVariable, loadRelease, type Release } from './release.ts';
import type { Disease } from './types.ts';

/** One value in both diagnoses; `null` where no source and no case speaks of it. */
export interface ComparedValue {
  readonly value?: string | number;
  readonly a: ValueEvidence | null;
  readonly b: ValueEvidence | null;
}

export interface ComparedVariable {
  readonly variable: string;
  readonly group: VariableEvidence['group'];
  readonly values: readonly ComparedValue[];
  /**
   * Largest difference of the counted shares of one value, 0 to 1; null where not both are counted. A share of few
   * patients is drawn towards one half (add one to k and two to n: Laplace), so that 1 of 1 does not outrank 30 of 40.
   */
  readonly difference: number | null;
  /** Told by the pack's family as what tells its members apart. */
  readonly tellsApart: boolean;
}

export interface DiagnosisComparison {
  readonly a: Disease;
  readonly b: Disease;
  /** Most different first; then what only one side is known for, in the order of the form. */
  readonly variables: readonly ComparedVariable[];
}

/** Two diagnoses side by side: what is known of each, and where the counts differ most. Throws for an unknown id. */
export function compareDiagnoses(
  a: string,
  b: string,
  release: Release = loadRelease(),
): DiagnosisComparison {
  const [first, second] = [describeDiagnosis(a, release), describeDiagnosis(b, release)];
  const apart = new Set(
    Object.values(release.packs)
      .flatMap(({ families }) => families)
      .filter(({ members }) => members.includes(a) && members.includes(b))
      .flatMap(({ toldApartBy }) => toldApartBy),
  );
  const ids = [...new Set([...first.variables, ...second.variables].map(({ variable }) => variable))];
  const variables = ids.map((id) => {
    const [left, right] = [first, second].map(({ variables: all }) => all.find((one) => one.variable === id));
    return compareVariable(release, id, left, right, apart.has(id));
  });
  const rank = ({ difference }: ComparedVariable) => difference ?? -1;
  return { a: first.disease, b: second.disease, variables: variables.sort((x, y) => rank(y) - rank(x)) };
}

function compareVariable(
  release: Release,
  variable: string,
  left: VariableEvidence | undefined,
  right: VariableEvidence | undefined,
  tellsApart: boolean,
): ComparedVariable {
  const order = findVariable(release, variable)?.values.map(({ id }) => id) ?? [];
  const rank = (value: string | number | undefined) => order.indexOf(String(value));
  const stated = new Set([...(left?.values ?? []), ...(right?.values ?? [])].map(({ value }) => value));
  const values = [...stated]
    .sort((x, y) => rank(x) - rank(y))
    .map((value) => {
      const of = (side: VariableEvidence | undefined) =>
        side?.values.find((one) => one.value === value) ?? null;
      return { ...(value !== undefined && { value }), a: of(left), b: of(right) };
    });
  const differences = values.flatMap(({ a, b }) => {
    const [x, y] = [share(a), share(b)];
    return x === undefined || y === undefined ? [] : [Math.abs(x - y)];
  });
  return {
    variable,
    group: (left ?? right)?.group ?? 'evidence',
    values,
    difference: differences.length > 0 ? Math.max(...differences) : null,
    tellsApart,
  };
}

function share(evidence: ValueEvidence | null): number | undefined {
  if (evidence?.k === undefined || evidence.n === undefined || evidence.n === 0) return undefined;
  return (evidence.k + 1) / (evidence.n + 2);
}
