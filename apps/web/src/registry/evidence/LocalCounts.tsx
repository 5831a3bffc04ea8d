import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnosisName, findingLabel, loadRelease } from '@calx/knowledge';
import { useLang } from '../../i18n/useLang.ts';
import { fetchCounts, type EvidenceCounts } from '../api/evidence.ts';
import { Answer } from '../parts/Answer.tsx';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { besideLiterature } from './beside-literature.ts';

/** The counts of the own cases and of other hospitals beside the published ones, never added up. */
export function LocalCounts() {
  const { t } = useTranslation('registry-pages');
  const counts = useQuery({ queryKey: ['registry', 'counts'], queryFn: () => fetchCounts() });
  return (
    <section className={classes.panel} aria-label={t('evidence.beside')} data-beside>
      <h2>{t('evidence.beside')}</h2>
      <Answer query={counts}>{(found) => <Beside counts={found} />}</Answer>
    </section>
  );
}

function Beside({ counts }: { readonly counts: EvidenceCounts }) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const release = loadRelease();
  const counted = useMemo(
    () => [...new Set([...counts.local.counts, ...counts.shared.counts].map(({ diagnosis }) => diagnosis))],
    [counts],
  );
  const [chosen, setChosen] = useState('');
  const diagnosis = chosen || (counted[0] ?? '');
  const rows = useMemo(
    () => besideLiterature(release, diagnosis, counts, lang),
    [release, diagnosis, counts, lang],
  );
  if (counted.length === 0) return <p className={classes.dim}>{t('evidence.noCounts')}</p>;
  return (
    <>
      <p className={classes.dim}>
        {t('evidence.casesCounted', { count: counts.local.cases })}
        {counts.shared.sources.length > 0 &&
          ` ${t('evidence.sourcesCounted', { sources: counts.shared.sources.join(', ') })}`}
      </p>
      <NativeSelect
        size="xs"
        w="22rem"
        label={t('proof.diagnosis')}
        value={diagnosis}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={counted.map((id) => ({ value: id, label: diagnosisName(release, id)[lang] }))}
      />
      <DataTable
        caption={diagnosisName(release, diagnosis)[lang]}
        columns={[t('readers.about'), t('evidence.literature'), t('evidence.here'), t('evidence.elsewhere')]}
        rows={rows.map(({ variable, value, published, local, shared }) => ({
          key: `${variable} ${value}`,
          cells: [findingLabel(release, lang, variable, value), published, local, shared],
        }))}
      />
    </>
  );
}
