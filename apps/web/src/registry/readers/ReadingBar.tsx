import { Button, SegmentedControl } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { canonicalJson, type ReaderStudy } from '@calx/registry';
import { useDocument } from '../../case/store.ts';
import { part, type Versioned } from '../api/http.ts';
import { fetchProgress, saveReading, type Reading } from '../api/reader-studies.ts';
import { useReader } from '../me/reader.ts';
import { Failure } from '../parts/Failure.tsx';
import { nextReading } from './next-reading.ts';
import { RankSelects } from './RankSelects.tsx';
import classes from './Reading.module.css';

interface Props {
  readonly study: ReaderStudy;
  readonly name: string;
  readonly round: string;
  readonly withSupport: boolean;
  readonly own: Versioned<Reading> | null;
}

const SUSPICION = ['1', '2', '3', '4', '5'] as const;

/** Quiet time after the last change before the draft is stored. */
const QUIET_MS = 500;

/** The reader's diagnoses and suspicion; kept as a draft by itself, submitted for good. */
export function ReadingBar({ study, name, round, withSupport, own }: Props) {
  const { t } = useTranslation('registry-pages');
  const { id, findings } = useDocument();
  const reader = useReader((state) => state.name);
  const client = useQueryClient();
  const navigate = useNavigate();
  const [ranked, setRanked] = useState<readonly string[]>(own?.document.ranked ?? []);
  const [suspicion, setSuspicion] = useState(own?.document.suspicion ?? null);
  const [version, setVersion] = useState(own?.version ?? 0);
  const locked = own?.locked === true;
  const reading: Reading = { withSupport, findings, ranked: ranked.filter(Boolean), suspicion };
  const content = canonicalJson(reading);
  /** What was sent last, or is there from before. */
  const [sent, setSent] = useState(content);
  const store = useMutation({
    mutationFn: (submit: boolean) => {
      setSent(content);
      return saveReading(name, round, id, version, reading, submit);
    },
    onSuccess: async (saved, submit) => {
      setVersion(saved.version);
      if (!submit) return;
      if (study.secondReading) {
        // What was hidden is open now: the case, and the two readings side by side.
        await navigate(`/cases/${id}`, { replace: true, state: { secondReading: true } });
        await client.invalidateQueries({ queryKey: ['case', id] });
        return;
      }
      const progress = await client.fetchQuery({
        queryKey: ['registry', 'progress', name, reader],
        queryFn: () => fetchProgress(name),
      });
      const next = nextReading(study, progress, reader);
      await navigate(`/registry/readers/${part(name)}${next ? `/read/${next.round}/${next.caseId}` : ''}`);
    },
  });
  const { mutate, isPending } = store;
  useEffect(() => {
    if (locked || isPending || content === sent) return;
    const timer = setTimeout(() => mutate(false), QUIET_MS);
    return () => clearTimeout(timer);
  }, [locked, isPending, content, sent, mutate]);
  return (
    <div className={classes.bar} data-locked={locked} data-stored={version}>
      <RankSelects ranked={ranked} disabled={locked} onChange={setRanked} />
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
              {t(study.secondReading ? 'readers.submitSecond' : 'readers.submit')}
            </Button>
            <span>{t(version > 0 && content === sent ? 'readers.stored' : 'readers.notStored')}</span>
          </>
        )}
      </div>
      <Failure error={store.error} />
    </div>
  );
}
