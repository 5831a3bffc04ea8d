import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Lang } from '@calx/knowledge';
import { useDates } from '../../i18n/useDates.ts';
import { useLang } from '../../i18n/useLang.ts';
import { fetchFrozen, fetchPaper, type PaperOf, type PaperQuestion } from '../api/cohorts.ts';
import { part } from '../api/http.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { Hash } from './Hash.tsx';
import { PaperControls } from './PaperControls.tsx';
import { PaperView } from './PaperView.tsx';

/** Tables and figures of a saved cohort, counted from the store as it is now. */
export function CohortPaperPage() {
  const { name = '' } = useParams();
  const { t } = useTranslation('registry-pages');
  return (
    <article>
      <h1>{name}</h1>
      <p className={classes.lead}>
        {t('paper.open')} <Link to={`/registry/cohorts/${part(name)}`}>{t('paper.toRules')}</Link>
      </p>
      <Paper of={{ name }} />
    </article>
  );
}

/** Tables and figures of a cohort as it was frozen, with its hash checked again. */
export function FrozenPaperPage() {
  const { hash = '' } = useParams();
  const { t } = useTranslation('registry-pages');
  const { moment } = useDates();
  const frozen = useQuery({ queryKey: ['registry', 'frozen', hash], queryFn: () => fetchFrozen(hash) });
  return (
    <article>
      <Answer query={frozen}>
        {({ name, version, at, by, intact, sha256 }) => (
          <>
            <h1>{t('paper.frozenTitle', { name, version })}</h1>
            <p className={classes.lead} data-intact={intact}>
              {t(intact ? 'paper.intact' : 'paper.changed')} <Hash value={sha256} whole />
              {' · '}
              {t('paper.frozenBy', { by, at: moment(at) })}
              {' · '}
              <a href={`/api/frozen-cohorts/${sha256}/file`} download>
                {t('paper.file')}
              </a>
            </p>
          </>
        )}
      </Answer>
      <Paper of={{ sha256: hash }} />
    </article>
  );
}

function Paper({ of }: { readonly of: PaperOf }) {
  const screen = useLang();
  const [lang, setLang] = useState<Lang | null>(null);
  const [question, setQuestion] = useState<PaperQuestion>({});
  const inLang = lang ?? screen;
  const paper = useQuery({
    queryKey: ['registry', 'paper', of, inLang, question],
    queryFn: () => fetchPaper(of, inLang, question),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <PaperControls of={of} lang={inLang} onLang={setLang} question={question} onQuestion={setQuestion} />
      <Answer query={paper}>{(written) => <PaperView paper={written} lang={inLang} />}</Answer>
    </>
  );
}
