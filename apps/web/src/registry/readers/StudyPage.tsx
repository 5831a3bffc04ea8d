import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { ReaderStudy } from '@calx/registry';
import { part } from '../api/http.ts';
import { fetchProgress, fetchStudy, type StudyProgress } from '../api/reader-studies.ts';
import { useReader } from '../me/reader.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { AgreementView } from './AgreementView.tsx';
import { Consensus } from './Consensus.tsx';
import { nextReading } from './next-reading.ts';
import { useRoundName } from './useRoundName.ts';

/** One reader study: what is still to read, and once all is read, agreement and consensus. */
export function StudyPage() {
  const { name = '' } = useParams();
  const { t } = useTranslation('registry-pages');
  const reader = useReader((state) => state.name);
  const study = useQuery({ queryKey: ['registry', 'studies', name], queryFn: () => fetchStudy(name) });
  const progress = useQuery({
    queryKey: ['registry', 'progress', name, reader],
    queryFn: () => fetchProgress(name),
  });
  return (
    <article>
      <h1>{name}</h1>
      <Answer query={study}>
        {({ document }) => (
          <>
            <p className={classes.lead}>
              {t('readers.summary', { count: document.cases.length, readers: document.readers.join(', ') })}
              {document.hideProof && ` ${t('readers.proofHidden')}`}
              {document.washoutDays > 0 && ` ${t('readers.washoutOf', { count: document.washoutDays })}`}
            </p>
            <Answer query={progress}>
              {(done) => (
                <div className={classes.stack} data-open={done.open}>
                  <NextReading name={name} study={document} progress={done} reader={reader} />
                  <ProgressTable progress={done} />
                  {done.open === 0 ? (
                    <>
                      <AgreementView name={name} />
                      <Consensus name={name} mayTake={document.readers.includes(reader)} />
                    </>
                  ) : (
                    <p>{t('readers.closed', { count: done.open })}</p>
                  )}
                </div>
              )}
            </Answer>
          </>
        )}
      </Answer>
    </article>
  );
}

interface NextProps {
  readonly name: string;
  readonly study: ReaderStudy;
  readonly progress: StudyProgress;
  readonly reader: string;
}

/** The next case that this reader has to read, one click away. */
function NextReading({ name, study, progress, reader }: NextProps) {
  const { t } = useTranslation('registry-pages');
  if (!study.readers.includes(reader))
    return progress.open === 0 ? null : <p>{t('readers.notYours', { reader })}</p>;
  const next = nextReading(study, progress, reader);
  const [soonest] = progress.waits.map(({ until }) => until).sort();
  if (!next && soonest !== undefined) {
    return (
      <p role="status">
        {t('readers.washoutUntil', {
          count: progress.waits.length,
          until: new Date(soonest).toLocaleDateString(),
        })}
      </p>
    );
  }
  if (!next) return <p role="status">{t('readers.allSubmitted')}</p>;
  return (
    <div>
      <Button
        component={Link}
        size="xs"
        to={`/registry/readers/${part(name)}/read/${next.round}/${next.caseId}`}
        data-next
      >
        {t('readers.readNext')}
      </Button>
    </div>
  );
}

function ProgressTable({ progress }: { readonly progress: StudyProgress }) {
  const { t } = useTranslation('registry-pages');
  const roundName = useRoundName();
  const rounds = progress.readers[0]?.rounds.map(({ id }) => id) ?? [];
  return (
    <section className={classes.panel} aria-label={t('readers.progress')}>
      <DataTable
        caption={t('readers.progress')}
        columns={[t('readers.reader'), ...rounds.map(roundName)]}
        rows={progress.readers.map((one) => ({
          key: one.reader,
          cells: [
            one.reader,
            ...rounds.map((round) => {
              const { submitted = 0, of = 0 } = one.rounds.find(({ id }) => id === round) ?? {};
              return `${submitted} / ${of}`;
            }),
          ],
        }))}
      />
    </section>
  );
}
