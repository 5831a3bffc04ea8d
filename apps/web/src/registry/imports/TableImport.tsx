import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TablePreview, Target } from '@calx/registry';
import { useLang } from '../../i18n/useLang.ts';
import { importTable, type ImportProblem, type TableFiles } from '../api/imports.ts';
import { DataTable } from '../parts/DataTable.tsx';
import classes from '../Registry.module.css';
import { ImportResult } from './ImportResult.tsx';
import { Problems } from './Problems.tsx';
import { TargetPicker } from './TargetPicker.tsx';

interface Props {
  readonly files: TableFiles;
  readonly preview: TablePreview<ImportProblem>;
}

/** A table with what each column is taken for, which can be changed and is remembered for the next such table. */
export function TableImport({ files, preview }: Props) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const client = useQueryClient();
  const [columns, setColumns] = useState<Readonly<Record<string, Target | null>>>(preview.mapping.columns);
  const run = useMutation({
    mutationFn: (keepGood: boolean) => importTable(files, { columns: { ...columns } }, lang, keepGood),
    onSuccess: () => client.invalidateQueries(),
  });
  const change = (name: string, target: Target | null): void => {
    setColumns({ ...columns, [name]: target });
    run.reset();
  };
  return (
    <div className={classes.stack} data-table-format={preview.format}>
      <section className={classes.panel} aria-label={t('imports.mapping')}>
        <p className={classes.text}>
          {t('imports.found', { format: preview.format.toUpperCase(), count: preview.rows })}{' '}
          {t(preview.remembered ? 'imports.remembered' : 'imports.suggested')}
        </p>
        <DataTable
          caption={t('imports.mapping')}
          columns={[t('imports.column'), t('imports.samples'), t('imports.filled'), t('imports.takenFor')]}
          rows={preview.columns.map(({ name, label, samples, filled }) => ({
            key: name,
            cells: [
              label && label !== name ? `${name} (${label})` : name,
              samples.join(' · '),
              `${filled} / ${preview.rows}`,
              <TargetPicker
                key="target"
                column={name}
                target={columns[name] ?? null}
                onChange={(target) => change(name, target)}
              />,
            ],
          }))}
        />
        <ImportResult run={run} />
      </section>
      {!run.error && !run.data && preview.problems.length > 0 && (
        <section className={classes.panel} aria-label={t('imports.foreseen')}>
          <p className={classes.text}>{t('imports.foreseen')}</p>
          <Problems problems={preview.problems} />
        </section>
      )}
    </div>
  );
}
