import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDates } from '../../i18n/useDates.ts';
import { fetchCohorts, fetchFrozenCohorts } from '../api/cohorts.ts';
import { part } from '../api/http.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { Hash } from './Hash.tsx';

/** Saved questions to the registry, and those that were frozen for a paper. */
export function CohortsPage() {
  const { t } = useTranslation('registry-pages');
  const { moment } = useDates();
  const cohorts = useQuery({ queryKey: ['registry', 'cohorts'], queryFn: fetchCohorts });
  const frozen = useQuery({ queryKey: ['registry', 'frozen'], queryFn: fetchFrozenCohorts });
  return (
    <article>
      <h1>{t('cohorts.title')}</h1>
      <p className={classes.lead}>{t('cohorts.lead')}</p>
      <Button component={Link} to="/registry/cohorts/new" size="xs">
        {t('cohorts.new')}
      </Button>
      <div className={classes.stack}>
        <Answer query={cohorts}>
          {(list) =>
            list.length === 0 ? (
              <p className={classes.dim}>{t('cohorts.none')}</p>
            ) : (
              <DataTable
                caption={t('cohorts.saved')}
                columns={[t('cohorts.name'), t('version'), t('changed'), t('by'), t('cohorts.paper')]}
                rows={list.map(({ key, version, updatedAt, by }) => ({
                  key,
                  cells: [
                    <Link key="name" to={`/registry/cohorts/${part(key)}`}>
                      {key}
                    </Link>,
                    version,
                    moment(updatedAt),
                    by,
                    <Link key="paper" to={`/registry/cohorts/${part(key)}/paper`}>
                      {t('cohorts.openPaper')}
                    </Link>,
                  ],
                }))}
              />
            )
          }
        </Answer>
        <Answer query={frozen}>
          {(list) =>
            list.length > 0 && (
              <DataTable
                caption={t('cohorts.frozen')}
                columns={[
                  t('cohorts.name'),
                  t('version'),
                  t('flow.screened'),
                  t('flow.included'),
                  t('cohorts.hash'),
                  t('cohorts.frozenAt'),
                  t('by'),
                ]}
                rows={list.map(({ sha256, name, version, screened, included, at, by }) => ({
                  key: sha256,
                  cells: [
                    <Link key="name" to={`/registry/frozen/${sha256}`}>
                      {name}
                    </Link>,
                    version,
                    screened,
                    included,
                    <Hash key="hash" value={sha256} />,
                    moment(at),
                    by,
                  ],
                }))}
              />
            )
          }
        </Answer>
      </div>
    </article>
  );
}
