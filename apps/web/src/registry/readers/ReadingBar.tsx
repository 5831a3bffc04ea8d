import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ReaderStudy } from '@calx/registry';
import { useDocument } from '../../case/store.ts';
import { useLang } from '../../i18n/useLang.ts';
import { part, type Versioned } from '../api/http.ts';
import { fetchProgress, saveReading, type Reading } from '../api/reader-studies.ts';
import { diagnoses } from '../cohorts/subjects.ts';
import { useReader } from '../me/reader.ts';
import { Failure } from '../parts/Failure.tsx';
import { nextReading } from './next-reading.ts';
import classes from './Reading.module.css';

interface Props {
  readonly study: ReaderStudy;
  readonly name: string;
  readonly round: string;
  readonly withSupport: boolean;
  readonly own: Versioned<Reading> | null;
}

/** Diagnoses that a reader may rank. */
const RANKS = [0, 1, 2] as const;
const SUSPICION = ['1', '2', '3', '4', '5'] as const;

/** The reader's diagnoses and suspicion; stored as a draft, or submitted for good. */
export function ReadingBar({ study, name, round, withSupport, own }: Props) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const { id, findings } = useDocument();
  const reader = useReader((state) => state.name);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [ranked, setRanked] = useState<readonly string[]>(own?.document.ranked ?? []);
  const [suspicion, setSuspicion] = useState(own?.document.suspicion ?? null);
  const [version, setVersion] = useState(own?.version ?? 0);
  const locked = own?.locked === true;
  const store = useMutation({
    mutationFn: (submit: boolean) =>
      saveReading(
        name,
        round,
        id,
        version,
        { withSupport, findings, ranked: ranked.filter(Boolean), suspicion },
        submit,
      ),
    onSuccess: async (saved, submit) => {
      setVersion(saved.version);
      if (!submit) return;
      const progress = await client.fetchQuery({
        queryKey: ['registry', 'progress', name, reader],
        queryFn: () => fetchProgress(name),
      });
      const next = nextReading(study, progress, reader);
      await navigate(`/registry/readers/${part(name)}${next ? `/read/${next.round}/${next.caseId}` : ''}`);
    },
  });
  return (
    <div className={classes.bar} data-locked={locked} data-stored={version}>
      <div className={classes.line}>
        {RANKS.map((rank) => (
          <NativeSelect
            key={rank}
            size="xs"
            flex={1}
            miw={0}
            aria-label={t('readers.rank', { number: rank + 1 })}
            disabled={locked}
            value={ranked[rank] ?? ''}
            onChange={({ currentTarget: { value } }) =>
              setRanked(RANKS.map((other) => (other === rank ? value : (ranked[other] ?? ''))))
            }
            data={[{ value: '', label: t('readers.rank', { number: rank + 1 }) }, ...diagnoses(lang)]}
          />
        ))}
      </div>
      <div className={classes.line}>
        <span>{t('readers.suspicion')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('readers.suspicion')}
          disabled={locked}
          value={suspicion === null ? '' : String(suspicion)}
          onChange={(value) => setSuspicion(Number(value))}
          data={[...SUSPICION]}
        />
      </div>
      <div className={classes.line}>
        {locked ? (
          <span role="status">{t('readers.isSubmitted')}</span>
        ) : (
          <>
            <Button size="xs" variant="default" loading={store.isPending} onClick={() => store.mutate(false)}>
              {t('readers.draft')}
            </Button>
            <Button
              size="xs"
              loading={store.isPending}
              disabled={!ranked[0]}
              onClick={() => store.mutate(true)}
            >
              {t('readers.submit')}
            </Button>
            <span>{t(version > 0 ? 'readers.stored' : 'readers.notStored')}</span>
          </>
        )}
      </div>
      <Failure error={store.error} />
    </div>
  );
}
