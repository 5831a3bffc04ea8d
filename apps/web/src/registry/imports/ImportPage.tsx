import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../i18n/useLang.ts';
import { previewTable, type TableFiles } from '../api/imports.ts';
import { Failure } from '../parts/Failure.tsx';
import { chooseFile } from '../parts/files.ts';
import classes from '../Registry.module.css';
import { LinesImport } from './LinesImport.tsx';
import { TableImport } from './TableImport.tsx';

/** A file of one case a line: the case format, or Phenopackets. */
const isLines = ({ name }: File): boolean => /\.(jsonl|ndjson)$/i.test(name);

/** Cases from tables and files of elsewhere: looked at and mapped first, stored whole or not at all. */
export function ImportPage() {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const [files, setFiles] = useState<TableFiles | null>(null);
  const preview = useMutation({ mutationFn: (chosen: TableFiles) => previewTable(chosen, lang) });
  const look = (chosen: TableFiles): void => {
    setFiles(chosen);
    if (!isLines(chosen.file)) preview.mutate(chosen);
  };
  const choose = async (): Promise<void> => {
    const file = await chooseFile('.csv,.xlsx,.jsonl,.ndjson');
    if (file) look({ file });
  };
  const addDictionary = async (): Promise<void> => {
    const dictionary = await chooseFile('.csv');
    if (dictionary && files) look({ ...files, dictionary });
  };
  const table = files && !isLines(files.file);
  return (
    <article>
      <h1>{t('imports.title')}</h1>
      <p className={classes.lead}>{t('imports.lead')}</p>
      <div className={classes.row}>
        <Button size="xs" loading={preview.isPending} onClick={() => void choose()}>
          {t('imports.choose')}
        </Button>
        {table && (
          <Button size="xs" variant="default" onClick={() => void addDictionary()}>
            {t(files.dictionary ? 'imports.otherDictionary' : 'imports.dictionary')}
          </Button>
        )}
        {files && <span data-chosen>{files.file.name}</span>}
      </div>
      <Failure error={preview.error} />
      {files && !table && <LinesImport key={files.file.name} file={files.file} />}
      {table && preview.data && (
        <TableImport key={`${files.file.name} ${preview.submittedAt}`} files={files} preview={preview.data} />
      )}
    </article>
  );
}
