import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchOutcome } from '../api/cases.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { ProofForm } from './ProofForm.tsx';
import { ProofHistory } from './ProofHistory.tsx';

/** The proven diagnosis with how it was proven, and every earlier statement of it. */
export function ProofPanel({ id }: { readonly id: string }) {
  const { t } = useTranslation('registry-pages');
  const outcome = useQuery({ queryKey: ['registry', 'outcome', id], queryFn: () => fetchOutcome(id) });
  return (
    <section className={classes.panel} aria-label={t('proof.title')}>
      <h2>{t('proof.title')}</h2>
      <Answer query={outcome}>
        {(stored) => (
          <>
            <ProofForm key={stored?.version ?? 0} id={id} stored={stored} />
            {stored && <ProofHistory id={id} versions={stored.version} />}
          </>
        )}
      </Answer>
    </section>
  );
}
