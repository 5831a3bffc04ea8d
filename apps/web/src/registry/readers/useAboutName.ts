import { useTranslation } from 'react-i18next';
import { findVariable, loadRelease } from '@calx/knowledge';
import { useLang } from '../../i18n/useLang.ts';

/** Name of what readers rate: a variable, their first diagnosis or their suspicion of malignancy. */
export function useAboutName(): (about: string) => string {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  return (about) =>
    about === 'diagnosis' || about === 'suspicion'
      ? t(`readers.${about}`)
      : (findVariable(loadRelease(), about)?.label[lang] ?? about);
}
