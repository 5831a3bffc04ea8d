import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useDates } from '../i18n/useDates.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useCaseStore } from './store.ts';

/** Says whether the work is stored; while it is not, where it is kept. */
export function SaveMark() {
  const { t } = useTranslation();
  const { time } = useDates();
  const errorText = useErrorText();
  const save = useCaseStore((state) => state.save);
  const open = useCaseStore((state) => state.conflicts.length > 0);
  const text = (): string => {
    if (open) return t('save.choose');
    switch (save.kind) {
      case 'saved':
        return save.at ? t('save.savedAt', { time: time(save.at) }) : t('save.saved');
      case 'offline':
        return t('save.offline');
      case 'failed':
        return t('save.failed', { why: errorText(save.error) });
      default:
        return t('save.saving');
    }
  };
  const bad = save.kind === 'offline' || save.kind === 'failed';
  return (
    <Text
      size="xs"
      c={bad ? 'var(--calx-alarm-text)' : 'dimmed'}
      role={bad ? 'alert' : 'status'}
      data-save={save.kind}
    >
      {text()}
    </Text>
  );
}
