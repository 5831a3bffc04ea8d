import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease } from '@calx/knowledge';
import type { Change } from '@calx/diagnosis';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { useLang } from '../i18n/useLang.ts';
import { percent } from './format.ts';
import classes from './Differential.module.css';

/** Which open findings would put another diagnosis first. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const label = useFindingLabel();
  const release = loadRelease();
  if (changes.length === 0) return null;
  return (
    <details className={classes.block}>
      <summary>{t('differential.changes')}</summary>
      <ul className={classes.next}>
        {changes.map((change, index) => (
          <li key={index}>
            {change.findings.map(({ variable, value }) => label(variable, value)).join(' + ')}
            {' → '}
            <strong>{diagnosisName(release, change.leader)[lang]}</strong> {percent(change.probability, lang)}
          </li>
        ))}
      </ul>
    </details>
  );
}
