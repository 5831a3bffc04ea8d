import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '../api/imports.ts';
import { DataTable } from '../parts/DataTable.tsx';

/** Listed at once; the rest are counted. */
const SHOWN = 100;

/** Bad rows with column and reason. */
export function Problems({ problems }: { readonly problems: readonly ImportProblem[] }) {
  const { t } = useTranslation('registry-pages');
  if (problems.length === 0) return null;
  return (
    <DataTable
      caption={t('imports.problems', { count: problems.length })}
      columns={[t('imports.row'), t('imports.column'), t('imports.reason')]}
      rows={problems.slice(0, SHOWN).map(({ row, column, message }, index) => ({
        key: String(index),
        cells: [row, column ?? '–', message],
      }))}
      notes={problems.length > SHOWN ? [t('flow.more', { count: problems.length - SHOWN })] : []}
    />
  );
}
