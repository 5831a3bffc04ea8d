import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../i18n/useDates.ts';
import { fetchHistory } from '../api/cases.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { EarlierState } from './EarlierState.tsx';
import { usePathLabel } from './usePathLabel.ts';

/** Steps shown at once; the rest open by a button. */
const SHOWN = 30;

/** Every change of the case's facts and findings; any earlier state opens beside what it is now. */
export function CaseHistory({ id }: { readonly id: string }) {
  const { t } = useTranslation('registry-pages');
  const { moment } = useDates();
  const label = usePathLabel();
  const history = useQuery({ queryKey: ['registry', 'history', id], queryFn: () => fetchHistory(id) });
  const [version, setVersion] = useState<number | null>(null);
  const [all, setAll] = useState(false);
  return (
    <section className={classes.panel} aria-label={t('history.title')}>
      <h2>{t('history.title')}</h2>
      <Answer query={history}>
        {(entries) => {
          const newest = [...entries].reverse();
          return (
            <>
              {version !== null && (
                <EarlierState id={id} version={version} onClose={() => setVersion(null)} />
              )}
              <DataTable
                caption={t('history.changes')}
                columns={[t('version'), t('changed'), t('by'), t('history.what'), t('history.state')]}
                rows={(all ? newest : newest.slice(0, SHOWN)).map((entry) => ({
                  key: String(entry.version),
                  cells: [
                    entry.version,
                    moment(entry.at),
                    entry.by,
                    [
                      ...new Set(entry.what.map(label)),
                      ...Object.values(entry.consensus ?? {}).map(({ from, why }) =>
                        t('history.consensus', { from, why }),
                      ),
                    ].join(' · '),
                    <Button
                      key="show"
                      size="compact-xs"
                      variant="default"
                      aria-label={t('history.showVersion', { version: entry.version })}
                      onClick={() => setVersion(entry.version)}
                    >
                      {t('history.show')}
                    </Button>,
                  ],
                }))}
              />
              {!all && newest.length > SHOWN && (
                <Button size="compact-xs" variant="default" onClick={() => setAll(true)}>
                  {t('history.all', { count: newest.length })}
                </Button>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}
