import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { findingLabel, loadRelease } from '@calx/knowledge';
import { useLang } from './useLang.ts';

/** "Margin: well defined"; also for age and sex, which are facts and no variables of the vocabulary. */
export function useFindingLabel(): (variable: string, value: string | number) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return useCallback(
    (variable, value) => {
      const colon = lang === 'zh' ? '：' : ': ';
      if (variable === 'age') return `${t('findings.age')}${colon}${value}`;
      if (variable === 'sex') return `${t('findings.sex')}${colon}${t(`sex.${value}`)}`;
      return findingLabel(loadRelease(), lang, variable, value);
    },
    [t, lang],
  );
}
