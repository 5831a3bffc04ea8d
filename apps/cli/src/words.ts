import type { Lang } from '@calx/knowledge';
import { findVariable, loadRelease } from '@calx/knowledge/released';

/** A variable as people of that language call it. */
export function variableName(variable: string, lang: Lang): string {
  return findVariable(loadRelease(), variable)?.label[lang] ?? variable;
}

/** A value of a variable as people of that language call it. */
export function valueName(variable: string, value: string | number, lang: Lang): string {
  const known = findVariable(loadRelease(), variable)?.values.find(({ id }) => id === value);
  return known?.label[lang] ?? String(value);
}

export function diagnosisName(diagnosis: string, lang: Lang): string {
  return loadRelease().diseases[diagnosis]?.name[lang] ?? diagnosis;
}

/** A share as whole per cent, or with one decimal under ten. */
export function percent(share: number): string {
  const value = 100 * share;
  return value < 10 ? value.toFixed(1) : value.toFixed(0);
}
