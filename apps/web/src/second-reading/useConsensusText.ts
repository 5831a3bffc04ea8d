import { useTranslation } from 'react-i18next';
import { findVariable, loadRelease, variableLabel } from '@calx/knowledge';
import type { ReadingComparison } from '@calx/registry';
import { useDocument } from '../case/store.ts';
import { valueText } from '../findings/valueText.ts';

/** The second reading and what was agreed on, as sentences for an addendum in the language of the report. */
export function useConsensusText({ percent }: ReadingComparison, second: string): string {
  const { i18n } = useTranslation();
  const { report, consensus = {} } = useDocument();
  const { lang } = report;
  const t = i18n.getFixedT(lang, 'web');
  const release = loadRelease();
  const lines = Object.entries(consensus).map(([about, { value, from, why }]) => {
    const variable = findVariable(release, about);
    return t('secondReading.takenLine', {
      finding: variableLabel(release, about)[lang],
      value: variable ? valueText(variable, value, lang) : String(value as string | number),
      from,
      why,
    });
  });
  return [
    t('secondReading.addendumText', { reader: second, k: percent?.k ?? 0, n: percent?.n ?? 0 }),
    ...(lines.length > 0 ? lines : [t('secondReading.nothingTaken')]),
  ].join('\n');
}
