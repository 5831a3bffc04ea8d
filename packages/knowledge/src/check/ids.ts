import { findVariable, type Release } from '../release.ts';
import { error, type Problem } from './problem.ts';

/** Figures that describe the patient or the source and not a finding of the vocabulary. */
const PATIENT_VARIABLES: ReadonlySet<string> = new Set(['age', 'sex', 'max_mm', 'prevalence']);
const SEXES = new Set(['F', 'M']);
/** Comparison groups and priors of sources that are not diagnoses of Calx. */
const COMPARATOR = /^other:[a-z0-9_]+$/;

export function checkDiagnosis(release: Release, id: string, where: string): Problem[] {
  return release.diseases[id] || COMPARATOR.test(id) ? [] : [error('unknown_diagnosis', where, { id })];
}

export function checkVariable(release: Release, id: string, where: string): Problem[] {
  const known =
    findVariable(release, id) !== undefined || id in release.evidenceVariables || PATIENT_VARIABLES.has(id);
  return known ? [] : [error('unknown_variable', where, { variable: id })];
}

/** A value of a category must be one of its values; numbers, texts and evidence variables are free. */
export function checkValue(release: Release, id: string, value: string | number, where: string): Problem[] {
  if (id === 'sex') {
    return SEXES.has(String(value)) ? [] : [error('unknown_value', where, { variable: id, value })];
  }
  const variable = findVariable(release, id);
  if (variable?.kind !== 'category') return [];
  const known = variable.values.some((one) => one.id === value);
  return known ? [] : [error('unknown_value', where, { variable: id, value })];
}
