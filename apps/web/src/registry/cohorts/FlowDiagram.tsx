import { useTranslation } from 'react-i18next';
import type { FlowSummary } from '@calx/registry';
import classes from './Flow.module.css';

/** Screened, excluded with reasons, included: each case is counted once. */
export function FlowDiagram({ flow }: { readonly flow: FlowSummary }) {
  const { t } = useTranslation('registry-pages');
  const all = flow.excluded.reduce((sum, { count }) => sum + count, 0);
  return (
    <ol className={classes.flow} aria-label={t('flow.title')} data-flow={flow.included}>
      <li className={classes.box}>
        {t('flow.screened')} <strong data-flow-screened>{flow.screened}</strong>
      </li>
      <li className={classes.out}>
        <span className={classes.arrow} aria-hidden />
        <div className={classes.box}>
          {t('flow.excluded')} <strong data-flow-excluded>{all}</strong>
          {flow.excluded.length > 0 && (
            <ul>
              {flow.excluded.map(({ reason, notStated, count }) => (
                <li key={`${reason} ${String(notStated)}`}>
                  {notStated ? t('flow.notStated', { reason }) : reason} <strong>{count}</strong>
                </li>
              ))}
            </ul>
          )}
        </div>
      </li>
      <li className={`${classes.box} ${classes.included}`}>
        {t('flow.included')} <strong data-flow-included>{flow.included}</strong>
      </li>
    </ol>
  );
}
