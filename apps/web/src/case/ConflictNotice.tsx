import { Alert, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { loadRelease, variableLabel } from '@calx/knowledge';
import { useLang } from '../i18n/useLang.ts';
import { useCaseStore } from './store.ts';
import classes from './Workbench.module.css';

/** Names what another reader changed differently at the same time; nobody is silently overwritten. */
export function ConflictNotice() {
  const { t } = useTranslation();
  const lang = useLang();
  const conflicts = useCaseStore((state) => state.conflicts);
  const { dismissConflicts } = useCaseStore.getState();
  if (conflicts.length === 0) return null;
  return (
    <Alert
      className={classes.notice ?? ''}
      color="orange"
      role="alert"
      title={t('conflict.title')}
      withCloseButton
      closeButtonLabel={t('close')}
      onClose={dismissConflicts}
    >
      {t('conflict.text')}
      <List size="sm">
        {conflicts.map(({ part, key }) => (
          <List.Item key={`${part}/${key}`}>
            {part === 'findings'
              ? variableLabel(loadRelease(), key)[lang]
              : `${t(`conflict.parts.${part}`)}: ${key}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
