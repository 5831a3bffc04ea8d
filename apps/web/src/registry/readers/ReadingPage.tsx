import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ReaderStudy } from '@calx/registry';
import type { CaseDocument } from '../../api/types.ts';
import { useCaseStore } from '../../case/store.ts';
import { fetchCaseState } from '../api/cases.ts';
import { part, type Versioned } from '../api/http.ts';
import { fetchReading, fetchStudy, type Reading } from '../api/reader-studies.ts';
import { useReader } from '../me/reader.ts';
import { Answer } from '../parts/Answer.tsx';
import classes from '../Registry.module.css';
import { ReadingBench } from './ReadingBench.tsx';
import { useRoundName } from './useRoundName.ts';

/** One case read in one round: images, findings, and the differential only in a round with support. */
export function ReadingPage() {
  const { name = '', round = '', id = '' } = useParams();
  const reader = useReader((state) => state.name);
  const { t } = useTranslation('registry-pages');
  const roundName = useRoundName();
  const study = useQuery({ queryKey: ['registry', 'studies', name], queryFn: () => fetchStudy(name) });
  const stored = useQuery({ queryKey: ['registry', 'case', id], queryFn: () => fetchCaseState(id) });
  const reading = useQuery({
    queryKey: ['registry', 'reading', name, round, id, reader],
    queryFn: () => fetchReading(name, round, id),
    gcTime: 0,
  });
  return (
    <article className={classes.reading}>
      <div className={classes.row}>
        <h1>{roundName(round)}</h1>
        <Link to={`/registry/readers/${part(name)}`}>{name}</Link>
        <span className={classes.dim}>{t('readers.blinded')}</span>
      </div>
      <Answer query={study}>
        {({ document }) => (
          <Answer query={stored}>
            {(found) => (
              <Answer query={reading}>
                {(own) => (
                  <OpenReading
                    key={`${round} ${id} ${reader}`}
                    study={document}
                    name={name}
                    round={round}
                    found={found}
                    own={own}
                  />
                )}
              </Answer>
            )}
          </Answer>
        )}
      </Answer>
    </article>
  );
}

interface OpenProps {
  readonly study: ReaderStudy;
  readonly name: string;
  readonly round: string;
  readonly found: CaseDocument;
  readonly own: Versioned<Reading> | null;
}

/** Opens the case as nobody has read it yet, with only this reader's own findings. */
function OpenReading({ study, name, round, found, own }: OpenProps) {
  const openId = useCaseStore((state) => state.document?.id);
  const unread = useMemo(() => blinded(found, own), [found, own]);
  useEffect(() => {
    const { open, close } = useCaseStore.getState();
    open(unread);
    return close;
  }, [unread]);
  if (openId !== found.id) return null;
  return <ReadingBench study={study} name={name} round={round} own={own} />;
}

/** What a blinded reader may know of a case: the patient's age and sex, laboratory values and images. */
function blinded(found: CaseDocument, own: Versioned<Reading> | null): CaseDocument {
  const { age, sex, pack, labs } = found.facts;
  return {
    ...found,
    patient: null,
    facts: {
      findings: {},
      ...(age !== undefined && { age }),
      ...(sex !== undefined && { sex }),
      ...(pack !== undefined && { pack }),
      ...(labs !== undefined && { labs }),
    },
    findings: own?.document.findings ?? {},
    lesions: [],
    report: { lang: found.report.lang, edits: {} },
    status: 'reading',
    history: [],
  };
}
