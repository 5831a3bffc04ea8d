import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease, variableLabel } from '@calx/knowledge';
import type { Alarm, AlarmReason } from '@calx/diagnosis';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { useLang, useText } from '../i18n/useLang.ts';
import { percent } from './format.ts';
import classes from './Differential.module.css';

const SIGN: Readonly<Record<Alarm['level'], string>> = { stop: '■', warning: '▲', notice: '●' };

/** What must not be overlooked, with the reason; before everything else. */
export function Alarms({ alarms }: { readonly alarms: readonly Alarm[] }) {
  const { t } = useTranslation();
  const text = useText();
  const lang = useLang();
  const label = useFindingLabel();
  const reason = ({ variable, value, diagnosis, probability }: AlarmReason): string =>
    [
      diagnosis && diagnosisName(loadRelease(), diagnosis)[lang],
      probability === undefined ? undefined : percent(probability, lang),
      variable &&
        (value === undefined ? variableLabel(loadRelease(), variable)[lang] : label(variable, value)),
    ]
      .filter(Boolean)
      .join(' ');
  if (alarms.length === 0) return null;
  return (
    <ul className={classes.alarms} aria-label={t('differential.alarms')}>
      {alarms.map((alarm) => (
        <li key={alarm.code} data-level={alarm.level} data-alarm={alarm.code}>
          <strong>
            <span aria-hidden>{SIGN[alarm.level]} </span>
            {text(alarm.message)}
          </strong>
          {alarm.because.length > 0 && (
            <span className={classes.because}>
              {t('differential.because', {
                reasons: alarm.because.map(reason).join(lang === 'zh' ? '；' : '; '),
              })}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
