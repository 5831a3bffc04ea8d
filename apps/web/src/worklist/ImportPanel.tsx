import { Alert, Button, Group, List, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../i18n/useErrorText.ts';
import type { ImportState } from './useImport.ts';
import classes from './Worklist.module.css';

interface Props {
  readonly state: ImportState;
  readonly onCancel: () => void;
  readonly onClose: () => void;
}

/** Refusals listed at once; the rest are counted. */
const SHOWN = 8;

/** What an import is doing or has done: progress with cancel, refused files with the reason. */
export function ImportPanel({ state, onCancel, onClose }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  if (state.kind === 'idle') return null;
  if (state.kind === 'sending' || state.kind === 'making')
    return (
      <Group gap="sm" role="status" className={classes.sample ?? ''}>
        <Text size="sm">
          {state.kind === 'making'
            ? t('phantom.making')
            : t(state.share < 1 ? 'import.sending' : 'import.storing', { count: state.files })}
        </Text>
        <Progress
          flex={1}
          {...(state.kind === 'making' || state.share === 1
            ? { value: 100, animated: true }
            : { value: state.share * 100 })}
          aria-label={t(state.kind === 'making' ? 'phantom.making' : 'import.progress')}
        />
        <Button size="xs" variant="default" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    );
  if (state.kind === 'failed')
    return (
      <Alert
        color="red"
        title={t('import.failed')}
        withCloseButton
        onClose={onClose}
        closeButtonLabel={t('close')}
      >
        {errorText(state.error)}
      </Alert>
    );
  const { result } = state;
  return (
    <Alert
      color={result.caseIds.length > 0 ? 'calx' : 'red'}
      title={t('import.done', { count: result.instances, cases: result.caseIds.length })}
      withCloseButton
      onClose={onClose}
      closeButtonLabel={t('close')}
    >
      {result.refused.length > 0 && (
        <>
          <Text size="sm">{t('import.refused', { count: result.refused.length })}</Text>
          <List size="sm">
            {result.refused.slice(0, SHOWN).map((refusal, index) => (
              <List.Item key={index}>
                {refusal.where}: {errorText(refusal)}
              </List.Item>
            ))}
          </List>
          {result.refused.length > SHOWN && (
            <Text size="sm">{t('import.more', { count: result.refused.length - SHOWN })}</Text>
          )}
        </>
      )}
    </Alert>
  );
}
