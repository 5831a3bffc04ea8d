import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { canonicalJson } from '@calx/registry';
import { ApiError } from '../../api/client.ts';
import { without } from '../../case/without.ts';
import { useLang } from '../../i18n/useLang.ts';
import { saveOutcome, type Outcome } from '../api/cases.ts';
import type { Versioned } from '../api/http.ts';
import { diagnoses, proofs } from '../cohorts/subjects.ts';
import { EditTable, type EditColumn } from '../parts/EditTable.tsx';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

interface Props {
  readonly id: string;
  readonly stored: Versioned<Outcome> | null;
}

const NOTHING: Outcome = { diagnosis: null, provenBy: null, followUp: [] };

/** The outcome as a form; saving makes a new version and keeps the one before. */
export function ProofForm({ id, stored }: Props) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const client = useQueryClient();
  // The reason belongs to the change that is being made, not to the one before.
  const before = useMemo(
    () => (stored ? (without({ ...stored.document }, 'why') as unknown as Outcome) : NOTHING),
    [stored],
  );
  const [draft, setDraft] = useState(before);
  const [why, setWhy] = useState('');
  const change = (part: Partial<Outcome>): void => setDraft({ ...draft, ...part });
  const save = useMutation({
    mutationFn: () =>
      saveOutcome(id, stored?.version ?? 0, { ...draft, ...(why.trim() && { why: why.trim() }) }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['registry'] }),
  });
  const conflict = save.error instanceof ApiError && save.error.code === 'version-conflict';
  const text = (key: 'histology' | 'treatment') => (
    <Textarea
      size="xs"
      autosize
      minRows={2}
      maxRows={8}
      label={t(`proof.${key}`)}
      value={draft[key] ?? ''}
      onChange={(event) => change({ [key]: event.currentTarget.value || null })}
    />
  );
  const columns: readonly EditColumn[] = [
    { key: 'on', label: t('proof.on'), kind: 'date', width: '9rem' },
    { key: 'text', label: t('proof.course'), kind: 'text' },
  ];
  return (
    <div data-outcome={stored?.version ?? 0}>
      <div className={classes.fields}>
        <NativeSelect
          size="xs"
          label={t('proof.diagnosis')}
          value={draft.diagnosis ?? ''}
          onChange={(event) => change({ diagnosis: event.currentTarget.value || null })}
          data={[{ value: '', label: t('proof.notProven') }, ...diagnoses(lang)]}
        />
        <NativeSelect
          size="xs"
          label={t('subjects.provenBy')}
          value={draft.provenBy ?? ''}
          onChange={(event) => change({ provenBy: event.currentTarget.value || null })}
          data={[{ value: '', label: '–' }, ...proofs(t)]}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('proof.provenOn')}
          value={draft.provenOn ?? ''}
          onChange={(event) => change({ provenOn: event.currentTarget.value || null })}
        />
      </div>
      {text('histology')}
      {text('treatment')}
      <EditTable
        title={t('proof.followUp')}
        columns={columns}
        rows={draft.followUp}
        empty={{ on: '', text: '' }}
        onChange={(followUp) => change({ followUp })}
      />
      <div className={classes.actions}>
        <TextInput
          size="xs"
          className={classes.grow ?? ''}
          label={t('proof.why')}
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
        />
        <Button
          size="xs"
          disabled={canonicalJson(draft) === canonicalJson(before)}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          {t('save')}
        </Button>
      </div>
      <Failure error={save.error} />
      {conflict && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void client.invalidateQueries({ queryKey: ['registry', 'outcome', id] })}
        >
          {t('proof.takeTheirs')}
        </Button>
      )}
    </div>
  );
}
