import { findVariable, type Release } from './release.ts';
import type { Lang, Text } from './types.ts';

/** The sign after a number of per cent: close to it in Chinese, after a space that does not break elsewhere. */
export const percentSign = (lang: Lang): string => (lang === 'zh' ? '%' : '\u00a0%');

/**
 * Bounds of a share (0 to 1) in per cent: whole numbers, and a decimal more where both would be the same number, which
 * would look like an interval of no width.
 */
export function percentInterval([low, high]: readonly [number, number], lang: Lang): string {
  const digits = Math.round(low * 100) === Math.round(high * 100) ? 1 : 0;
  const [from, to] = [low, high].map((bound) => (bound * 100).toFixed(digits));
  return `${from === to ? from : `${from}–${to}`}${percentSign(lang)}`;
}

/** Name of a disease or of a family; the id itself for what the release does not know. */
export function diagnosisName(release: Release, id: string): Text {
  const family = Object.values(release.packs)
    .flatMap(({ families }) => families)
    .find((one) => one.id === id);
  return release.diseases[id]?.name ?? family?.name ?? { zh: id, en: id };
}

/** Name of a variable of the vocabulary or of the evidence; the id itself for an unknown one. */
export function variableLabel(release: Release, id: string): Text {
  return findVariable(release, id)?.label ?? release.evidenceVariables[id]?.label ?? { zh: id, en: id };
}

/** Name of a value; the value itself for numbers and unknown ones. */
export function valueLabel(release: Release, variable: string, value: string | number): Text {
  const found = findVariable(release, variable)?.values.find(({ id }) => id === value);
  return found?.label ?? { zh: String(value), en: String(value) };
}

/** "Margin: well defined" in the reader's language. */
export function findingLabel(release: Release, lang: Lang, variable: string, value: string | number): string {
  const colon = lang === 'zh' ? '：' : ': ';
  return `${variableLabel(release, variable)[lang]}${colon}${valueLabel(release, variable, value)[lang]}`;
}
