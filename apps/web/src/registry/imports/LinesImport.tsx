import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../i18n/useLang.ts';
import { importLines } from '../api/imports.ts';
import classes from '../Registry.module.css';
import { ImportResult } from './ImportResult.tsx';

/** A file whose lines say themselves what they hold: nothing to map. */
export function LinesImport({ file }: { readonly file: File }) {
  const { t } = useTranslation('registry-pages');
  const lang = useLang();
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: (keepGood: boolean) => importLines(file, lang, keepGood),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <div className={classes.panel}>
      <p className={classes.text}>{t('imports.lines')}</p>
      <ImportResult run={run} />
    </div>
  );
}
