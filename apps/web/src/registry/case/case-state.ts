import { findVariable, loadRelease, type Lang } from '@calx/knowledge';
import type { CaseDocument } from '../../api/types.ts';
import { valueText } from '../../findings/valueText.ts';

/** What a case states, a line each: label to words. */
export function stateLines(
  document: CaseDocument,
  lang: Lang,
  t: (key: string) => string,
): ReadonlyMap<string, string> {
  const release = loadRelease();
  const { facts, findings, lesions, status, report } = document;
  const lines = new Map<string, string>();
  const put = (label: string, value: string | number | null | undefined): void => {
    if (value !== null && value !== undefined && value !== '') lines.set(label, String(value));
  };
  put(t('history.paths.status'), t(`web:worklist.statuses.${status}`));
  put(t('subjects.age'), facts.age);
  put(t('subjects.sex'), facts.sex && t(`web:sex.${facts.sex}`));
  for (const { name, value, unit } of facts.labs ?? [])
    put(
      release.laboratory.analytes[name]?.label[lang] ?? name,
      [value, unit].filter((part) => part !== null).join(' '),
    );
  for (const [id, input] of Object.entries(facts.findings ?? {})) {
    const variable = findVariable(release, id);
    put(variable?.label[lang] ?? id, variable ? valueText(variable, input, lang) : JSON.stringify(input));
  }
  for (const [id, { state }] of Object.entries(findings))
    if (state === 'not-assessed')
      put(findVariable(release, id)?.label[lang] ?? id, t('web:findings.notAssessed'));
  put(t('history.paths.lesions'), lesions.length || null);
  put(t('history.signed'), report.signed?.by);
  return lines;
}
