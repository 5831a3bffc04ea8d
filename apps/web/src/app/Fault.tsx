import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { useErrorText } from '../i18n/useErrorText.ts';

/** The page after a fault of its own: says so, and loses nothing (unsaved work is kept in the browser). */
export function Fault() {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const error = useRouteError();
  return (
    <Stack role="alert" align="center" justify="center" h="100vh" gap="sm" p="lg">
      <Title order={1} size="h3">
        {t('fault.title')}
      </Title>
      <Text>{errorText(error)}</Text>
      <Button onClick={() => window.location.reload()}>{t('fault.reload')}</Button>
      <Button variant="default" onClick={() => window.location.assign('/')}>
        {t('notFound.back')}
      </Button>
    </Stack>
  );
}
