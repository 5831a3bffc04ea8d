import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Stands where an entry will, until one is chosen. */
export function ChooseOne() {
  const { t } = useTranslation();
  return <Text c="dimmed">{t('knowledge.choose')}</Text>;
}
