import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { CohortRules } from '@calx/registry';
import { fetchCohort } from '../api/cohorts.ts';
import { part } from '../api/http.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { CohortEditor } from './CohortEditor.tsx';

const NO_RULES: CohortRules = { include: [], exclude: [] };

/** A new cohort. */
export function NewCohortPage() {
  const { t } = useTranslation('registry-pages');
  const navigate = useNavigate();
  return (
    <article>
      <h1>{t('cohorts.new')}</h1>
      <p className={classes.lead}>{t('cohorts.newLead')}</p>
      <CohortEditor
        name={null}
        version={0}
        rules={NO_RULES}
        onSaved={(name) => void navigate(`/registry/cohorts/${part(name)}`)}
      />
    </article>
  );
}

/** A saved cohort; `?version=N` shows it as it was. */
export function CohortPage() {
  const { name = '' } = useParams();
  const { t } = useTranslation('registry-pages');
  const [search, setSearch] = useSearchParams();
  const asked = Number(search.get('version')) || undefined;
  const newest = useQuery({ queryKey: ['registry', 'cohorts', name], queryFn: () => fetchCohort(name) });
  const shown = useQuery({
    queryKey: ['registry', 'cohorts', name, asked],
    queryFn: () => fetchCohort(name, asked),
    enabled: asked !== undefined,
  });
  return (
    <article>
      <h1>{name}</h1>
      <Answer query={newest}>
        {({ version }) => (
          <>
            <div className={classes.row}>
              <NativeSelect
                size="xs"
                aria-label={t('version')}
                value={String(asked ?? version)}
                onChange={({ currentTarget: { value } }) =>
                  setSearch(Number(value) === version ? {} : { version: value })
                }
                data={Array.from({ length: version }, (_, index) => ({
                  value: String(version - index),
                  label: t('versionNumber', { version: version - index }),
                }))}
              />
              <Link to={`/registry/cohorts/${part(name)}/paper`}>{t('cohorts.openPaper')}</Link>
            </div>
            <Answer query={asked === undefined ? newest : shown}>
              {(cohort) => (
                <CohortEditor
                  key={`${cohort.version} ${version}`}
                  name={name}
                  version={version}
                  rules={cohort.document.rules}
                  earlier={cohort.version < version ? cohort.version : null}
                  onSaved={() => {
                    setSearch({});
                    void newest.refetch();
                  }}
                />
              )}
            </Answer>
          </>
        )}
      </Answer>
    </article>
  );
}
