import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease } from '@calx/knowledge';
import { useDates } from '../../i18n/useDates.ts';
import { useLang } from '../../i18n/useLang.ts';
import { fetchOutcome } from '../api/cases.ts';
import { DataTable } from '../parts/DataTable.tsx';

/** Versions shown; an outcome changes a few times in a patient's life. */
const SHOWN = 50;

/** Every statement of the outcome, newest first: who, when, why, and what it said. */
export function ProofHistory({ id, versions }: { readonly id: string; readonly versions: number }) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const { moment } = useDates();
  const numbers = Array.from({ length: Math.min(versions, SHOWN) }, (_, index) => versions - index);
  const all = useQueries({
    queries: numbers.map((version) => ({
      queryKey: ['registry', 'outcome', id, version],
      queryFn: () => fetchOutcome(id, version),
      // A version never changes.
      staleTime: Infinity,
    })),
  });
  const rows = all.flatMap(({ data }) => {
    if (!data) return [];
    const { version, by, updatedAt, document } = data;
    const { diagnosis, provenBy, provenOn, histology, treatment, followUp, why } = document;
    const said = [
      diagnosis ? diagnosisName(loadRelease(), diagnosis)[lang] : t('proof.notProven'),
      provenBy && t(`proofs.${provenBy}`),
      provenOn,
      histology,
      treatment,
      ...followUp.map(({ on, text }) => `${on} ${text}`),
    ];
    return [
      {
        key: String(version),
        cells: [version, moment(updatedAt), by, why ?? '–', said.filter(Boolean).join(' · ')],
      },
    ];
  });
  return (
    <DataTable
      caption={t('proof.history')}
      columns={[t('version'), t('changed'), t('by'), t('proof.whyShort'), t('proof.said')]}
      rows={rows}
    />
  );
}
