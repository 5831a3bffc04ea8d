import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease } from '@calx/knowledge';
import type { Differential } from '@calx/diagnosis';
import { useLang } from '../i18n/useLang.ts';
import { percent } from './format.ts';
import { useFactsInForce, useLiteratureAlone } from './useDifferential.ts';
import classes from './Differential.module.css';

/** Diagnoses listed; the rest move less. */
const SHOWN = 5;
/** Smaller shifts of a probability than a whole percent are not seen. */
const SEEN = 0.005;

/** That counts of proven cases are in force, and what they change against the literature alone. */
export function LocalEffect({ differential }: { readonly differential: Differential }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { data: before } = useLiteratureAlone(useFactsInForce());
  const moved = differential.differential
    .map(({ diagnosis, probability }) => ({
      diagnosis,
      probability,
      alone: before?.differential.find((one) => one.diagnosis === diagnosis)?.probability ?? probability,
    }))
    .filter(({ probability, alone }) => Math.abs(probability - alone) >= SEEN)
    .sort((a, b) => Math.abs(b.probability - b.alone) - Math.abs(a.probability - a.alone));
  return (
    <details
      className={`${classes.dim} ${classes.local}`}
      data-local-effect={before ? moved.length : undefined}
    >
      <summary>{t('differential.withLocal')}</summary>
      {before && moved.length === 0 && <p>{t('differential.localChangesNothing')}</p>}
      <ul className={classes.next}>
        {moved.slice(0, SHOWN).map(({ diagnosis, probability, alone }) => (
          <li key={diagnosis}>
            {diagnosisName(loadRelease(), diagnosis)[lang]}: {percent(alone, lang)} →{' '}
            {percent(probability, lang)}
          </li>
        ))}
      </ul>
    </details>
  );
}
