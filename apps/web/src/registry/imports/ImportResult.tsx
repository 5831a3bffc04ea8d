import { Button } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { refusedRows, type Imported } from '../api/imports.ts';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';
import { Problems } from './Problems.tsx';

interface Props {
  /** Stores the cases; its argument says whether the good rows are kept when others are bad. */
  readonly run: UseMutationResult<Imported, Error, boolean>;
}

/** Starts an import and says what came of it; the good rows are kept only by a second, deliberate step. */
export function ImportResult({ run }: Props) {
  const { t } = useTranslation('registry-pages');
  const refused = refusedRows(run.error);
  return (
    <>
      <div className={classes.row}>
        <Button size="xs" loading={run.isPending} disabled={run.isSuccess} onClick={() => run.mutate(false)}>
          {t('imports.run')}
        </Button>
        {refused && (
          <Button size="xs" variant="default" loading={run.isPending} onClick={() => run.mutate(true)}>
            {t('imports.keepGood')}
          </Button>
        )}
      </div>
      {!refused && <Failure error={run.error} />}
      {refused && (
        <>
          <p role="alert" className={classes.failure} data-refused={refused.refused}>
            {t('imports.refused', { count: refused.refused })}
          </p>
          <Problems problems={refused.problems} />
        </>
      )}
      {run.data && (
        <>
          <p role="status" data-imported={run.data.imported}>
            {t('imports.done', { count: run.data.imported, refused: run.data.refused })}
          </p>
          <Problems problems={run.data.problems} />
        </>
      )}
    </>
  );
}
