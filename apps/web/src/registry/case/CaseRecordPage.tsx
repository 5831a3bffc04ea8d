import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { fetchCaseState } from '../api/cases.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { CarePanel } from './CarePanel.tsx';
import { PhotographsPanel } from '../photographs/PhotographsPanel.tsx';
import { CaseHistory } from './CaseHistory.tsx';
import { ProofPanel } from './ProofPanel.tsx';

/** What a case turned out to be: proof, treatment, follow-up, and who set what when. */
export function CaseRecordPage() {
  const { id = '' } = useParams();
  const { t } = useTranslation(['registry-pages', 'web']);
  const stored = useQuery({ queryKey: ['registry', 'case', id], queryFn: () => fetchCaseState(id) });
  return (
    <article key={id}>
      <Answer query={stored}>
        {({ patient, facts }) => (
          <>
            <h1>
              {[
                patient?.name ?? patient?.id ?? t('case.unnamed', { id: id.slice(-8) }),
                facts.sex && t(`web:sex.${facts.sex}`),
                typeof facts.age === 'number' && t('web:case.years', { age: facts.age }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </h1>
            <p className={classes.lead}>
              {t('case.lead')} <Link to={`/cases/${id}`}>{t('case.toImages')}</Link>
            </p>
          </>
        )}
      </Answer>
      <div className={classes.halves}>
        <ProofPanel id={id} />
        <div className={classes.stack}>
          <div className={classes.stack}>
            <CaseHistory id={id} />
            <PhotographsPanel id={id} />
          </div>
          <CarePanel id={id} />
        </div>
      </div>
    </article>
  );
}
