import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from './store.ts';
import { useEntryText } from './useEntryText.ts';

/** Says what somebody else has just changed in the case that is open here. */
export function NewsNotice() {
  const { t } = useTranslation();
  const news = useCaseStore((state) => state.news);
  const { nameOf } = useEntryText();
  const { dismissNews } = useCaseStore.getState();
  if (!news) return null;
  const names = [...new Set(news.entries.map(nameOf))];
  return (
    <Alert
      color="gray"
      role="status"
      p="xs"
      withCloseButton
      closeButtonLabel={t('close')}
      onClose={dismissNews}
      data-news={news.entries.map(({ part, key }) => `${part}/${key}`).join(' ')}
    >
      {t('conflict.news', { by: news.by, what: names.join(t('conflict.and')) })}
    </Alert>
  );
}
