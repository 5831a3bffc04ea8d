import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../i18n/useErrorText.ts';
import classes from '../Registry.module.css';
import type { AuditResult } from './series-text.ts';

/** What does not fit in the series, a sentence a fault. */
export function AuditFaults({ result }: { readonly result: AuditResult }) {
  const { t } = useTranslation(['registry-pages', 'registry']);
  const errorText = useErrorText();
  return (
    <section
      className={`${classes.panel} ${classes.sticky}`}
      aria-label={t('audit.faults')}
      aria-live="polite"
    >
      <h2>{t('audit.faults')}</h2>
      {result.kind === 'incomplete' && <p data-audit="incomplete">{errorText(result.error)}</p>}
      {result.kind === 'audited' && result.problems.length === 0 && (
        <p data-audit="clean">{t('registry:audit.clean', { figures: result.figures })}</p>
      )}
      {result.kind === 'audited' && result.problems.length > 0 && (
        <>
          <p data-audit="faulty">
            {t('audit.found', { count: result.problems.length, figures: result.figures })}
          </p>
          <ol className={classes.faults}>
            {result.problems.map(({ code, where, params }) => (
              <li key={`${code} ${where}`} data-fault={code}>
                {t(`registry:audit.${code}`, { ...params })}
              </li>
            ))}
          </ol>
        </>
      )}
      <p className={classes.dim}>{t('audit.checks')}</p>
    </section>
  );
}
