import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease, percentInterval } from '@calx/knowledge';
import { percent } from '../../differential/format.ts';
import { useLang } from '../../i18n/useLang.ts';
import { diagnoseCase } from '../../work/diagnosis.ts';
import { fetchCaseNames, fetchCaseState } from '../api/cases.ts';
import { fetchCounts } from '../api/evidence.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';

/** The differential of one case with the literature alone, and with the counts of this and other hospitals. */
export function BeforeAfter() {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const [id, setId] = useState('');
  const cases = useQuery({ queryKey: ['registry', 'case-names'], queryFn: fetchCaseNames });
  const both = useQuery({
    queryKey: ['registry', 'before-after', id],
    queryFn: () => compare(id),
    enabled: id !== '',
  });
  return (
    <section className={classes.panel} aria-label={t('evidence.effect')} data-effect={id}>
      <h2>{t('evidence.effect')}</h2>
      <p className={classes.dim}>{t('evidence.effectText')}</p>
      <Answer query={cases}>
        {(names) => (
          <NativeSelect
            size="xs"
            w="22rem"
            label={t('evidence.case')}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
            data={[
              { value: '', label: t('paper.choose') },
              ...names.map((one) => ({
                value: one.id,
                label: one.name ?? t('case.unnamed', { id: one.id.slice(-8) }),
              })),
            ]}
          />
        )}
      </Answer>
      {id !== '' && (
        <Answer query={both}>
          {({ before, after }) => (
            <DataTable
              caption={t('evidence.effect')}
              columns={[
                t('proof.diagnosis'),
                t('evidence.literatureAlone'),
                t('evidence.withCounts'),
                t('evidence.shift'),
              ]}
              rows={after.differential.flatMap(({ diagnosis, probability, interval: bounds }) => {
                const alone = before.differential.find((one) => one.diagnosis === diagnosis);
                const points = [probability, alone?.probability ?? 0].map((share) => Math.round(100 * share));
                const [now = 0, then = 0] = points;
                // What is unlikely either way only lengthens the table.
                if (now === 0 && then === 0) return [];
                const shift = now - then;
                return [
                  {
                    key: diagnosis,
                    cells: [
                      diagnosisName(loadRelease(), diagnosis)[lang],
                      alone
                        ? `${percent(alone.probability, lang)} (${percentInterval(alone.interval, lang)})`
                        : '–',
                      `${percent(probability, lang)} (${percentInterval(bounds, lang)})`,
                      shift === 0 ? '0' : `${shift > 0 ? '+' : '−'}${Math.abs(shift)}`,
                    ],
                  },
                ];
              })}
            />
          )}
        </Answer>
      )}
    </section>
  );
}

/** The case itself and others of its patient are in no count that bears on it. */
async function compare(id: string) {
  const [{ facts }, { counts }] = await Promise.all([fetchCaseState(id), fetchCounts(id)]);
  const [before, after] = await Promise.all([
    diagnoseCase(facts),
    diagnoseCase(facts, { localCounts: counts }),
  ]);
  return { before, after };
}
