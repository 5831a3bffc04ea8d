import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchDiscrepancies } from '../api/reader-studies.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { ConsensusCase } from './ConsensusCase.tsx';

interface Props {
  readonly name: string;
  /** Only readers of the study settle its cases. */
  readonly mayTake: boolean;
}

/** What the readers read differently in the last round, settled case by case. */
export function Consensus({ name, mayTake }: Props) {
  const { t } = useTranslation('registry-pages');
  const found = useQuery({
    queryKey: ['registry', 'discrepancies', name],
    queryFn: () => fetchDiscrepancies(name),
  });
  return (
    <section className={classes.panel} aria-label={t('consensus.title')} data-consensus>
      <h2>{t('consensus.title')}</h2>
      <p className={classes.dim}>{t('consensus.text')}</p>
      <Answer query={found}>
        {({ discrepancies, settled }) => {
          const cases = [...new Set(discrepancies.map(({ caseId }) => caseId))];
          if (cases.length === 0) return <p>{t('consensus.none')}</p>;
          return cases.map((caseId) => (
            <ConsensusCase
              key={caseId}
              study={name}
              caseId={caseId}
              differing={discrepancies.filter((one) => one.caseId === caseId)}
              settled={settled.find((one) => one.caseId === caseId)}
              mayTake={mayTake}
            />
          ));
        }}
      </Answer>
    </section>
  );
}
