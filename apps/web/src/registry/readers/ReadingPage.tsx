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

/** A reading of a reader study by its address. */
export function ReadingPage() {
  const { name = '', round = '', id = '' } = useParams();
  return <BlindReading name={name} round={round} id={id} />;
}

interface PlaceProps {
  readonly name: string;
  readonly round: string;
  readonly id: string;
}

/** One case read in one round: images, findings, and the differential only in a round with support. */
export function BlindReading({ name, round, id }: PlaceProps) {
  const reader = useReader((state) => state.name);
  const { t } = useTranslation(['registry-pages', 'web']);
  const roundName = useRoundName();
  const study = useQuery({ queryKey: ['registry', 'studies', name], queryFn: () => fetchStudy(name) });
  const stored = useQuery({
    queryKey: ['registry', 'case', id, reader],
    queryFn: () => fetchCaseState(id),
    staleTime: Infinity,
    gcTime: 0,
  });
  const reading = useQuery({
    queryKey: ['registry', 'reading', name, round, id, reader],
    queryFn: () => fetchReading(name, round, id),
    staleTime: Infinity,
    gcTime: 0,
  });
  return (
    <article className={classes.reading}>
      <div className={classes.row}>
        <h1>{roundName(round)}</h1>
        {!study.data?.document.secondReading && <Link to={`/registry/readers/${part(name)}`}>{name}</Link>}
        <span className={classes.dim}>
          {t(study.data?.document.secondReading ? 'readers.blindedSecond' : 'readers.blinded', {
            by: study.data?.document.readers[0],
          })}
          {study.data?.document.secondReading?.why &&
            ` ${t('web:secondReading.becauseOf', { why: study.data.document.secondReading.why })}`}
        </span>
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
  const unread = useMemo(() => blinded(found, own), [found, own]);
  // Never what was open before: that may show what others found.
  const isOpen = useCaseStore((state) => state.reading && state.base === unread);
  useEffect(() => {
    const { openReading, close } = useCaseStore.getState();
    openReading(unread);
    return close;
  }, [unread]);
  if (!isOpen) return null;
  return <ReadingBench study={study} name={name} round={round} own={own} />;
}

/**
 * What a blinded reader may know of a case: the patient's age and sex, laboratory values and images; in a second reading
 * what the server left, which is also who it is and what the machine measured.
 */
function blinded(found: CaseDocument, own: Versioned<Reading> | null): CaseDocument {
  const { age, sex, pack, labs } = found.facts;
  return {
    ...found,
    ...(found.blinded?.secondReading ? {} : { patient: null, lesions: [] }),
    facts: {
      findings: {},
      ...(age !== undefined && { age }),
      ...(sex !== undefined && { sex }),
      ...(pack !== undefined && { pack }),
      ...(labs !== undefined && { labs }),
    },
    findings: own?.document.findings ?? {},
    report: { lang: found.report.lang, edits: {} },
    status: 'reading',
    history: [],
  };
}
