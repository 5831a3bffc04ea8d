import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../i18n/useDates.ts';
import { fetchFrozenCohorts } from '../api/cohorts.ts';
import { exportFile, shareCohort, type EvidenceState } from '../api/evidence.ts';
import { Hash } from '../cohorts/Hash.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

/** Exports the counts of a frozen cohort, signed; every version that was shared stays here. */
export function Sharing({ state }: { readonly state: EvidenceState }) {
  const { t } = useTranslation('registry-pages');
  const { moment } = useDates();
  const client = useQueryClient();
  const [frozen, setFrozen] = useState('');
  const cohorts = useQuery({ queryKey: ['registry', 'frozen'], queryFn: fetchFrozenCohorts });
  const share = useMutation({
    mutationFn: () => shareCohort(frozen),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry', 'evidence'] }),
  });
  return (
    <section className={classes.panel} aria-label={t('evidence.share')}>
      <h2>{t('evidence.share')}</h2>
      <p className={classes.dim}>{t('evidence.shareText')}</p>
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={t('evidence.frozen')}
          value={frozen}
          onChange={(event) => setFrozen(event.currentTarget.value)}
          data={[
            { value: '', label: t('paper.choose') },
            ...(cohorts.data ?? []).map(({ sha256, name, version, included }) => ({
              value: sha256,
              label: t('evidence.frozenChoice', { name, version, included, hash: sha256.slice(0, 8) }),
            })),
          ]}
        />
        <Button size="xs" disabled={!frozen} loading={share.isPending} onClick={() => share.mutate()}>
          {t('evidence.export')}
        </Button>
      </div>
      <Failure error={share.error ?? cohorts.error} />
      {state.exports.length > 0 && (
        <DataTable
          caption={t('evidence.exports')}
          columns={[
            t('version'),
            t('evidence.cohort'),
            t('evidence.figures'),
            t('cohorts.hash'),
            t('changed'),
            '',
          ]}
          rows={state.exports.map(({ version, cohort, figures, sha256, at }) => ({
            key: String(version),
            cells: [
              version,
              cohort,
              figures,
              <Hash key="hash" value={sha256} />,
              moment(at),
              <a
                key="file"
                href={exportFile(version)}
                download={`evidence-${version}.json`}
                data-export={version}
              >
                {t('paper.download')}
              </a>,
            ],
          }))}
        />
      )}
    </section>
  );
}
