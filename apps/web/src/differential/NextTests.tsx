import { useTranslation } from 'react-i18next';
import { loadRelease, variableLabel } from '@calx/knowledge';
import type { NextAct } from '@calx/diagnosis';
import { useLang, useText } from '../i18n/useLang.ts';
import classes from './Differential.module.css';

/** Acts listed; the rest tell less. */
const SHOWN = 4;

/** Which examination would tell the most, and what it would be asked. */
export function NextTests({ next }: { readonly next: readonly NextAct[] }) {
  const { t } = useTranslation();
  const text = useText();
  const lang = useLang();
  if (next.length === 0) return null;
  return (
    <details className={classes.block} open>
      <summary>{t('differential.next')}</summary>
      <ol className={classes.next}>
        {next.slice(0, SHOWN).map((act) => (
          <li key={act.act}>
            <strong>{text(act.name)}</strong> {t('differential.bits', { bits: act.bits.toFixed(2) })}
            <span className={classes.dim}>
              {' '}
              {act.asks
                .map((variable) => variableLabel(loadRelease(), variable)[lang])
                .join(lang === 'zh' ? '、' : ', ')}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}
