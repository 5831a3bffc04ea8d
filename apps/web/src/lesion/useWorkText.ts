import { useTranslation } from 'react-i18next';
import type { WorkState } from '../work/job.ts';
import { percent } from '../differential/format.ts';
import { useLang } from '../i18n/useLang.ts';

/** The step that a measurement is at, with the share that is done where it is known. */
export function useWorkText(): (state: WorkState) => string {
  const { t } = useTranslation();
  const lang = useLang();
  return ({ step, share }) =>
    [t(`lesion.step.${step}`), share !== undefined && percent(share, lang)].filter(Boolean).join(' ');
}
