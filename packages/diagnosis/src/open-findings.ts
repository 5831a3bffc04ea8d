import type { Model } from './model.ts';
import type { Observation } from './types.ts';
import type { VariableBelief } from './variable-beliefs.ts';

/** A value that an open variable may turn out to have. */
export interface OpenValue {
  readonly value: string;
  /** Share of patients with it, by diagnosis. */
  readonly share: Float64Array;
  /** What would count: the natural logarithm of `share` and the second opinion. */
  readonly log: Float64Array;
}

export interface OpenVariable {
  readonly variable: string;
  readonly values: readonly OpenValue[];
  /** Part of the log likelihood that would count: temperature and what is known of its group. */
  readonly part: number;
}

/** Shares that differ less are alike. */
const EVEN = 1e-9;

type CategoryBelief = Extract<VariableBelief, { kind: 'category' }>;
type Table = readonly { readonly value: string; readonly share: Float64Array; readonly log: Float64Array }[];

const tables = new WeakMap<CategoryBelief, Table>();

function tableOf(belief: CategoryBelief, columns: Model['columns']): Table {
  let table = tables.get(belief);
  if (!table) {
    table = belief.values.map((value) => {
      const share = Float64Array.from(belief.byColumn, (entry) => entry.share.get(value) ?? 0);
      const log = share.map((p, i) => Math.log(p) + belief.opinion(columns[i]?.parent ?? i, value));
      return { value, share, log };
    });
    tables.set(belief, table);
  }
  return table;
}

/**
 * The categorical variables that the case leaves open and that can tell diagnoses of the pack apart, each diagnosis
 * in the form (column of the model) in which it leads. `part` holds for one answer beside what is known; for several at once see {@link askedTogether}.
 */
export function openVariables(
  model: Model,
  observations: readonly Observation[],
  leading: readonly number[],
): OpenVariable[] {
  const known = new Set(observations.map(({ variable }) => variable));
  const presenting = model.parameters.presentingFindings[model.pack.id] ?? [];
  const part = partCounter(model, observations);
  const open: OpenVariable[] = [];
  for (const [variable, belief] of model.variables) {
    if (belief.kind !== 'category' || known.has(variable)) continue;
    if (presenting.some((finding) => finding.variable === variable)) continue;
    const values = tableOf(belief, model.columns).map(({ value, share, log }) => ({
      value,
      share: project(share, leading),
      log: project(log, leading),
    }));
    if (values.every(({ share, log }) => isEven(share) && isEven(log))) continue;
    open.push({ variable, values, part: part(variable, false) });
  }
  return open;
}

/** Equally common under every diagnosis: knowing it would tell none of them apart. */
function isEven(share: Float64Array): boolean {
  const first = share[0] ?? 0;
  return share.every((one) => Math.abs(one - first) < EVEN);
}

/** The asked ones among the open variables; of one dependence group each further counts less. */
export function askedTogether(
  model: Model,
  observations: readonly Observation[],
  open: ReadonlyMap<string, OpenVariable>,
  asks: readonly string[],
): OpenVariable[] {
  const part = partCounter(model, observations);
  return asks.flatMap((variable) => {
    const entry = open.get(variable);
    return entry ? [{ ...entry, part: part(variable, true) }] : [];
  });
}

function partCounter(model: Model, observations: readonly Observation[]) {
  const told = new Map<number, number>();
  for (const variable of new Set(observations.map((observation) => observation.variable))) {
    const group = model.groupOf.get(variable);
    if (group !== undefined) told.set(group, (told.get(group) ?? 0) + 1);
  }
  return (variable: string, asked: boolean): number => {
    const group = model.groupOf.get(variable);
    if (group === undefined) return model.parameters.temperature;
    const before = told.get(group) ?? 0;
    if (asked) told.set(group, before + 1);
    return model.parameters.temperature * (model.parameters.dependence[group]?.repeat ?? 1) ** before;
  };
}

function project(columns: Float64Array, leading: readonly number[]): Float64Array {
  const result = new Float64Array(leading.length);
  for (let i = 0; i < leading.length; i++) result[i] = columns[leading[i] ?? 0] ?? 0;
  return result;
}
