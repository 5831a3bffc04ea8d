import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnosisName, findingLabel, loadRelease } from '@calx/knowledge';
import { useLang } from '../../i18n/useLang.ts';
import { takeBundle, trustSigner, type BundleCheck } from '../api/evidence.ts';
import { Hash } from '../cohorts/Hash.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

interface Props {
  readonly bundle: unknown;
  readonly check: BundleCheck;
  /** Trust was given or the bundle taken in: look again. */
  readonly onChanged: () => void;
}

/** Changes listed; the rest are counted. */
const SHOWN = 100;

/** Who signed a bundle, how it follows what is held, and every count that would change. */
export function BundleReview({ bundle, check, onChanged }: Props) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const client = useQueryClient();
  const [name, setName] = useState(check.source.name);
  const { source, version, signer, chain, overlaps, changes } = check;
  const done = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: ['registry'] });
    onChanged();
  };
  const trust = useMutation({ mutationFn: () => trustSigner(signer.publicKey, name), onSuccess: done });
  const take = useMutation({ mutationFn: () => takeBundle(bundle), onSuccess: done });
  const count = (found: { readonly k: number; readonly n: number } | null): string =>
    found ? `${found.k}/${found.n}` : '–';
  return (
    <div data-bundle={source.id} data-chain={chain} data-trusted={signer.trusted}>
      <h3>{t('evidence.bundleOf', { name: source.name, version })}</h3>
      <p className={classes.text}>{source.population}</p>
      <p className={classes.text}>
        {t('evidence.signatureFits')} <Hash value={signer.publicKey} />{' '}
        {signer.trusted ? t('evidence.trustedAs', { name: signer.name }) : t('evidence.notTrusted')}
      </p>
      <p className={classes.text}>{t(`evidence.chain.${chain}`)}</p>
      {overlaps.length > 0 && (
        <p className={classes.text}>{t('evidence.overlapsWith', { sources: overlaps.join(', ') })}</p>
      )}
      {!signer.trusted && (
        <div className={classes.fields}>
          <TextInput
            size="xs"
            label={t('evidence.signerName')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            size="xs"
            variant="default"
            disabled={name.trim() === ''}
            loading={trust.isPending}
            onClick={() => trust.mutate()}
          >
            {t('evidence.trust')}
          </Button>
        </div>
      )}
      <DataTable
        caption={t('evidence.wouldChange', { count: changes.length })}
        columns={[t('proof.diagnosis'), t('readers.about'), t('evidence.before'), t('evidence.after')]}
        rows={changes.slice(0, SHOWN).map(({ diagnosis, variable, value, before, after }) => ({
          key: `${diagnosis} ${variable} ${value}`,
          cells: [
            diagnosisName(loadRelease(), diagnosis)[lang],
            findingLabel(loadRelease(), lang, variable, value),
            count(before),
            count(after),
          ],
        }))}
        notes={changes.length > SHOWN ? [t('flow.more', { count: changes.length - SHOWN })] : []}
      />
      <Failure error={trust.error ?? take.error} />
      <Button
        size="xs"
        mt="xs"
        disabled={!signer.trusted}
        loading={take.isPending}
        onClick={() => take.mutate()}
      >
        {t('evidence.take')}
      </Button>
      {take.data && (
        <p role="status" data-taken={take.data.stored}>
          {t(take.data.stored ? 'evidence.taken' : 'evidence.unchanged')}
        </p>
      )}
    </div>
  );
}
