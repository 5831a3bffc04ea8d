import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useDates } from '../../i18n/useDates.ts';
import { distrustSigner, type EvidenceState } from '../api/evidence.ts';
import { Hash } from '../cohorts/Hash.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

/** What was taken in, and the signers that this hospital trusts. */
export function Pool({ state: { pool, signers } }: { readonly state: EvidenceState }) {
  const { t } = useTranslation('registry-pages');
  const { moment } = useDates();
  const client = useQueryClient();
  const withdraw = useMutation({
    mutationFn: distrustSigner,
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  });
  if (pool.length === 0 && signers.length === 0) return null;
  return (
    <section className={classes.panel} aria-label={t('evidence.pool')}>
      {pool.length > 0 && (
        <DataTable
          caption={t('evidence.pool')}
          columns={[t('evidence.hospital'), t('version'), t('evidence.figures'), t('evidence.signer')]}
          rows={pool.map(({ source, version, figures, signerName, trusted }) => ({
            key: source.id,
            cells: [source.name, version, figures, trusted ? signerName : t('evidence.countsNoMore')],
          }))}
        />
      )}
      {signers.length > 0 && (
        <DataTable
          caption={t('evidence.signers')}
          columns={[t('cohorts.name'), t('evidence.key'), t('by'), t('changed'), '']}
          rows={signers.map(({ publicKey, name, by, at }) => ({
            key: publicKey,
            cells: [
              name,
              <Hash key="key" value={publicKey} />,
              by,
              moment(at),
              <Button
                key="withdraw"
                size="compact-xs"
                variant="default"
                loading={withdraw.isPending}
                onClick={() => withdraw.mutate(publicKey)}
              >
                {t('evidence.withdraw')}
              </Button>,
            ],
          }))}
        />
      )}
      <Failure error={withdraw.error} />
    </section>
  );
}
