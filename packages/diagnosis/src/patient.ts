import type { Model } from './model.ts';
import type { Observation } from './types.ts';
import type { Column, VariableBelief } from './variable-beliefs.ts';

const fitted = new WeakMap<Model, Map<string, Model>>();

/**
 * The model as it stands for one patient. The population's frequencies are those of the patient's age; the findings
 * that brought the patient into the pack choose between the forms of a diagnosis (an unmineralised form does not
 * explain a mineralised mass), while between the diagnoses they tell nothing.
 */
export function fitToPatient(model: Model, observations: readonly Observation[]): Model {
  const age = observations.find(({ variable }) => variable === 'age')?.value;
  const years = typeof age === 'number' ? Math.floor(age) : undefined;
  const presenting = presentingOf(model, observations);
  const key = `${years ?? ''} ${presenting.map(({ variable, value }) => `${variable}=${value}`).join(' ')}`;
  const known = fitted.get(model) ?? new Map<string, Model>();
  fitted.set(model, known);
  let patient = known.get(key);
  if (!patient) {
    patient = {
      ...model,
      variables: years === undefined ? model.variables : atAge(model.variables, years),
      columns: presenting.reduce((columns, finding) => givenFinding(model, columns, finding), model.columns),
    };
    known.set(key, patient);
  }
  return patient;
}

/** The findings of the patient that everybody in the pack was chosen by. */
export function presentingOf(model: Model, observations: readonly Observation[]): Observation[] {
  const asked = model.parameters.presentingFindings[model.pack.id] ?? [];
  return observations.filter(
    ({ variable, value, state }) =>
      state === 'present' && asked.some((entry) => entry.variable === variable && entry.value === value),
  );
}

function atAge(
  variables: ReadonlyMap<string, VariableBelief>,
  years: number,
): ReadonlyMap<string, VariableBelief> {
  const result = new Map(variables);
  for (const [id, belief] of variables) {
    if (belief.kind === 'category' && belief.atAge) result.set(id, { ...belief, ...belief.atAge(years) });
  }
  return result;
}

/** Shares of the forms within each diagnosis, given a finding (Bayes' rule inside the diagnosis). */
function givenFinding(model: Model, columns: readonly Column[], { variable, value }: Observation): Column[] {
  const belief = model.variables.get(variable);
  const weights = columns.map(({ share }, index) =>
    belief?.kind === 'category' ? share * (belief.byColumn[index]?.share.get(String(value)) ?? 0) : share,
  );
  const sums = new Float64Array(model.diagnoses.length);
  columns.forEach(({ parent }, index) => {
    sums[parent] = (sums[parent] ?? 0) + (weights[index] ?? 0);
  });
  return columns.map((column, index) => {
    const sum = sums[column.parent] ?? 0;
    return sum > 0 ? { ...column, share: (weights[index] ?? 0) / sum } : column;
  });
}
