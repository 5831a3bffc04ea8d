import { useTranslation } from 'react-i18next';
import type { ReportState } from '../api/types.ts';
import { useDates } from '../i18n/useDates.ts';
import classes from './Report.module.css';

/** A signed report word for word, with what was added since. */
export function SignedText({ report }: { readonly report: ReportState }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  return (
    <article className={classes.report} data-report="signed">
      <pre className={classes.signedText}>{report.signed?.text}</pre>
      {(report.addenda ?? []).map(({ by, at, text }) => (
        <section key={at} data-addendum>
          <h3>{t('report.addendumBy', { by, at: moment(at) })}</h3>
          <pre className={classes.signedText}>{text}</pre>
        </section>
      ))}
    </article>
  );
}
