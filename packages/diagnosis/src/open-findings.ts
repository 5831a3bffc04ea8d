import type { Model, VariableBelief } from './model.ts';
import type { Observation } from './types.ts';

/** A value that an open variable may turn out to have, with its likelihood as it would count. */
export interface OpenValue {
  readonly value: string;
  /** Share by diagnosis. */
  readonly share: Float64Array;
  /** Natural log of `share` times the finding's part and the temperature, by diagnosis. */
  readonly log: Float64Array;
}

export interface OpenVariable {
  readonly variable: string;
  readonly values: readonly OpenValue[];
}

type CategoryBelief = Extract<VariableBelief, { kind: 'category' }>;
type Table = readonly { readonly value: string; readonly share: Float64Array; readonly log: Float64Array }[];

const tables = new WeakMap<CategoryBelief, Table>();

function tableOf(belief: CategoryBelief): Table {
  let table = tables.get(belief);
  if (!table) {
    table = belief.values.map((value) => {
      const share = Float64Array.from(belief.byColumn, (entry) => entry.share.get(value) ?? 0);
      return { value, share, log: share.map(Math.log) };
    });
    tables.set(belief, table);
  }
  return table;
}

/**
 * The categorical variables that the case leaves open, as they would count beside what is known, each diagnosis in
 * the form (column of the model) in which it leads.
 */
export function openVariables(
  model: Model,
  observations: readonly Observation[],
  leading: readonly number[],
  wanted: Iterable<string> = model.variables.keys(),
): OpenVariable[] {
  const known = new Set(observations.map(({ variable }) => variable));
  const presenting = model.parameters.presentingFindings[model.pack.id] ?? [];
  const told = new Map<number, number>();
  const count = (variable: string) => {
    const group = model.groupOf.get(variable);
    if (group === undefined) return 0;
    const before = told.get(group) ?? 0;
    told.set(group, before + 1);
    return before;
  };
  for (const variable of known) count(variable);
  const open: OpenVariable[] = [];
  for (const variable of wanted) {
    const belief = model.variables.get(variable);
    if (belief?.kind !== 'category' || known.has(variable)) continue;
    if (presenting.some((finding) => finding.variable === variable)) continue;
    const group = model.groupOf.get(variable);
    const repeat = group === undefined ? 1 : (model.parameters.dependence[group]?.repeat ?? 1);
    const part = model.parameters.temperature * repeat ** count(variable);
    open.push({
      variable,
      values: tableOf(belief).map(({ value, share, log }) => ({
        value,
        share: Float64Array.from(leading, (column) => share[column] ?? 0),
        log: Float64Array.from(leading, (column) => part * (log[column] ?? 0)),
      })),
    });
  }
  return open;
}
