import { useTranslation } from 'react-i18next';
import { findVariable, loadRelease, variableLabel, type LabValue } from '@calx/knowledge';
import type { Consensus, FindingRecord, ReportState } from '../api/types.ts';
import { unitText, valueText } from '../findings/valueText.ts';
import { useLang } from '../i18n/useLang.ts';
import { SIGNED, type CaseEntry } from './merge.ts';

/** How a place of a case is called, and what stands there, in words. */
export function useEntryText() {
  const { t } = useTranslation();
  const lang = useLang();
  const release = loadRelease();
  const nameOf = ({ part, key }: CaseEntry): string => {
    if (part === 'findings' || part === 'consensus') return variableLabel(release, key)[lang];
    if (part === 'labs') return release.laboratory.analytes[key]?.label[lang] ?? key;
    if (part === 'facts' && (key === 'age' || key === 'sex')) return t(`findings.${key}`);
    if (part === 'report' && key === SIGNED) return t('conflict.signature');
    return t(`conflict.parts.${part}`);
  };
  const textOf = ({ part, key }: CaseEntry, value: unknown): string => {
    if (value === undefined || value === null)
      return t(part === 'findings' ? 'findings.notAssessed' : 'conflict.nothing');
    if (part === 'findings') {
      const { value: input, state } = value as FindingRecord;
      const variable = findVariable(release, key);
      if (!variable || input === null || state === 'not-assessed') return t('findings.notAssessed');
      return valueText(variable, input, lang);
    }
    if (part === 'labs') {
      const { value: number, unit } = value as LabValue;
      return [number, unit && unitText(unit)].filter((one) => one !== null && one !== undefined).join(' ');
    }
    if (part === 'facts' && key === 'sex') return t(`sex.${value as 'F' | 'M'}`);
    if (part === 'report' && key === SIGNED) return (value as NonNullable<ReportState['signed']>).by;
    if (part === 'consensus')
      return textOf({ part: 'findings', key }, { ...(value as Consensus), state: 'present' });
    if (part === 'lesions') return t('conflict.changed');
    return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
  };
  return { nameOf, textOf };
}
