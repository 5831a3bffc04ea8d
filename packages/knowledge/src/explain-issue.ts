import type { CaseIssue } from './case-facts.ts';
import type { MessageParams } from './error.ts';
import { valueLabel, variableLabel } from './labels.ts';
import { loadRelease, type Release } from './release.ts';
import type { Translate } from './translate.ts';
import type { Lang } from './types.ts';

/** Parameters of laboratory issues that hold a state: low, normal, high. */
const STATES = ['flag', 'interval', 'first', 'second', 'stated', 'value'] as const;

/** An issue of a case in one sentence of the reader's language, ids replaced by their labels. */
export function explainIssue(
  translate: Translate,
  lang: Lang,
  { code, params }: CaseIssue,
  release: Release = loadRelease(),
): string {
  return translate(
    `knowledge:issues.${code}`,
    code.startsWith('lab_') ? labelled(params, lang, release) : params,
  );
}

function labelled(params: MessageParams, lang: Lang, release: Release): MessageParams {
  const { variable } = params;
  if (typeof variable !== 'string') return params;
  const states = STATES.flatMap((key) => {
    const state = params[key];
    return typeof state === 'string' ? [[key, valueLabel(release, variable, state)[lang].toLowerCase()]] : [];
  });
  return { ...params, ...Object.fromEntries(states), variable: variableLabel(release, variable)[lang] };
}
