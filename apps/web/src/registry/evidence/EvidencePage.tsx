import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchEvidence } from '../api/evidence.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { BeforeAfter } from './BeforeAfter.tsx';
import { LocalCounts } from './LocalCounts.tsx';
import { OwnSource } from './OwnSource.tsx';
import { Pool } from './Pool.tsx';
import { Sharing } from './Sharing.tsx';
import { TakeIn } from './TakeIn.tsx';

/** Counts out of the registry and in from other hospitals, and what they do to a differential. */
export function EvidencePage() {
  const { t } = useTranslation('registry-pages');
  const evidence = useQuery({ queryKey: ['registry', 'evidence'], queryFn: fetchEvidence });
  return (
    <article>
      <h1>{t('evidence.title')}</h1>
      <p className={classes.lead}>{t('evidence.lead')}</p>
      <Answer query={evidence}>
        {(state) => (
          <div className={classes.halves}>
            <div className={classes.stack}>
              <OwnSource own={state.own} />
              <Sharing state={state} />
            </div>
            <div className={classes.stack}>
              <TakeIn />
              <Pool state={state} />
            </div>
          </div>
        )}
      </Answer>
      <div className={classes.stack}>
        <LocalCounts />
        <BeforeAfter />
      </div>
    </article>
  );
}
