import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { fetchAgreement } from '../api/reader-studies.ts';
import { useLang } from '../../i18n/useLang.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import { shareText } from '../parts/share-text.ts';
import classes from '../Registry.module.css';
import { useAboutName } from './useAboutName.ts';
import { useRoundName } from './useRoundName.ts';

/** Agreement of the readers on each variable, and how often each was right, round by round. */
export function AgreementView({ name }: { readonly name: string }) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const roundName = useRoundName();
  const aboutName = useAboutName();
  const agreement = useQuery({
    queryKey: ['registry', 'agreement', name],
    queryFn: () => fetchAgreement(name),
  });
  return (
    <Answer query={agreement}>
      {({ rounds, proven }) => (
        <>
          {rounds.map(({ id, rows }) => (
            <section key={id} className={classes.panel} aria-label={roundName(id)} data-agreement={id}>
              <DataTable
                caption={t('readers.agreementOf', { round: roundName(id) })}
                columns={[
                  t('readers.about'),
                  t('readers.cases'),
                  t('readers.percent'),
                  t('readers.kappa'),
                  t('readers.weightedKappa'),
                  t('readers.alpha'),
                  t('readers.icc'),
                ]}
                rows={rows.map((row) => ({
                  key: row.about,
                  cells: [
                    aboutName(row.about),
                    row.cases,
                    shareText(row.percent, lang),
                    coefficient(row.kappa && { ...row.kappa, value: row.kappa.kappa }),
                    coefficient(
                      row.weightedKappa && { ...row.weightedKappa, value: row.weightedKappa.kappa },
                    ),
                    coefficient(row.alpha),
                    coefficient(row.icc),
                  ],
                }))}
                notes={[t('readers.agreementNote')]}
              />
            </section>
          ))}
          {proven > 0 && (
            <section className={classes.panel} aria-label={t('readers.accuracy')} data-accuracy>
              <DataTable
                caption={t('readers.accuracy')}
                columns={[t('readers.reader'), ...rounds.map(({ id }) => roundName(id))]}
                rows={(rounds[0]?.accuracy ?? []).map(({ reader }) => ({
                  key: reader,
                  cells: [
                    reader,
                    ...rounds.map(({ accuracy }) =>
                      shareText(accuracy.find((one) => one.reader === reader)?.right ?? null, lang),
                    ),
                  ],
                }))}
              />
            </section>
          )}
        </>
      )}
    </Answer>
  );
}

/** Two digits; what rounds to zero has no sign. */
const twoDigits = (number: number): string => number.toFixed(2).replace(/^-0\.00$/, '0.00');

/** "0.40 (0.15 to 0.65)": with a dash the sign of a negative bound would be lost. */
function coefficient(
  found: { readonly value: number; readonly low: number; readonly high: number } | null,
): string {
  if (!found) return '–';
  const [value, low, high] = [found.value, found.low, found.high].map(twoDigits);
  return `${value} (${low}, ${high})`;
}
