import { Button, TagsInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nameSource, type EvidenceState } from '../api/evidence.ts';
import { Hash } from '../cohorts/Hash.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

const FIELDS = ['id', 'name', 'population'] as const;

/** Who this hospital is in what it shares, and with whom it may have patients in common. */
export function OwnSource({ own }: { readonly own: EvidenceState['own'] }) {
  const { t } = useTranslation('registry-pages');
  const client = useQueryClient();
  const [source, setSource] = useState(own.source ?? { id: '', name: '', population: '' });
  const [overlaps, setOverlaps] = useState<string[]>([...own.overlaps]);
  const save = useMutation({
    mutationFn: () => nameSource({ ...source, overlaps }),
    onSuccess: (state) => client.setQueryData(['registry', 'evidence'], state),
  });
  return (
    <section
      className={`${classes.panel} ${classes.form}`}
      aria-label={t('evidence.own')}
      data-own={own.source?.id ?? ''}
    >
      <h2>{t('evidence.own')}</h2>
      {FIELDS.map((field) => (
        <TextInput
          key={field}
          size="xs"
          label={t(`evidence.source.${field}`)}
          value={source[field]}
          onChange={(event) => setSource({ ...source, [field]: event.currentTarget.value })}
        />
      ))}
      <TagsInput
        size="xs"
        label={t('evidence.overlaps')}
        description={t('evidence.overlapsText')}
        value={overlaps}
        onChange={setOverlaps}
        acceptValueOnBlur
      />
      <Failure error={save.error} />
      <div className={classes.row}>
        <Button
          size="xs"
          disabled={FIELDS.some((field) => source[field].trim() === '')}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </Button>
        {save.isSuccess && <span role="status">{t('evidence.saved')}</span>}
      </div>
      <p className={classes.dim}>
        {t('evidence.publicKey')} <Hash value={own.publicKey} whole />
      </p>
    </section>
  );
}
