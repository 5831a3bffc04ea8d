import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { part } from '../api/http.ts';
import { fetchStudies } from '../api/reader-studies.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { NewStudyForm } from './NewStudyForm.tsx';

/** Reader studies, and how a new one is set up. */
export function StudiesPage() {
  const { t } = useTranslation('registry-pages');
  const studies = useQuery({ queryKey: ['registry', 'studies'], queryFn: fetchStudies });
  return (
    <article>
      <h1>{t('readers.title')}</h1>
      <p className={classes.lead}>{t('readers.lead')}</p>
      <div className={classes.halves}>
        <section className={classes.panel} aria-label={t('readers.all')}>
          <Answer query={studies}>
            {(list) =>
              list.length === 0 ? (
                <p className={classes.dim}>{t('readers.none')}</p>
              ) : (
                <DataTable
                  caption={t('readers.all')}
                  columns={[t('cohorts.name'), t('readers.cases'), t('readers.readers'), t('readers.rounds')]}
                  rows={list.map(({ key, document }) => ({
                    key,
                    cells: [
                      <Link key="name" to={`/registry/readers/${part(key)}`}>
                        {key}
                      </Link>,
                      document.cases.length,
                      document.readers.join(', '),
                      document.rounds
                        .map(({ id }) => t(`readers.round.${id}`, { defaultValue: id }))
                        .join(', '),
                    ],
                  }))}
                />
              )
            }
          </Answer>
        </section>
        <NewStudyForm />
      </div>
    </article>
  );
}
