import { Alert, Button, Loader, Stack } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../i18n/useErrorText.ts';
import classes from '../Registry.module.css';

interface Props<T> {
  readonly query: UseQueryResult<T>;
  readonly children: (data: T) => ReactNode;
}

/** What the server answers: on its way, refused with what to do, or there. */
export function Answer<T>({ query, children }: Props<T>) {
  const { t } = useTranslation('web');
  const errorText = useErrorText();
  if (query.isPending)
    return (
      <p className={classes.row} role="status" aria-busy>
        <Loader size="xs" aria-hidden /> {t('registry-pages:loading')}
      </p>
    );
  if (query.isError)
    return (
      <Alert color="red">
        <Stack gap="xs" align="start">
          {errorText(query.error)}
          <Button size="xs" variant="default" onClick={() => void query.refetch()}>
            {t('retry')}
          </Button>
        </Stack>
      </Alert>
    );
  return children(query.data);
}
