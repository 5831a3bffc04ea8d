import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCaseStore } from './store.ts';
import classes from './Workbench.module.css';

/** "What if": findings are changed on a copy, the differential follows, the case stays as it is. */
export function TrialBar() {
  const { t } = useTranslation();
  const trying = useCaseStore((state) => state.trial !== null);
  const { tryOut } = useCaseStore.getState();
  return (
    <Group className={classes.trial ?? ''} data-trial={trying} gap="xs" wrap="nowrap" role="status">
      {trying && (
        <Text size="xs" flex={1}>
          {t('trial.text')}
        </Text>
      )}
      <Button
        size="compact-xs"
        variant={trying ? 'filled' : 'default'}
        aria-pressed={trying}
        onClick={() => tryOut(!trying)}
      >
        {t(trying ? 'trial.end' : 'trial.start')}
      </Button>
    </Group>
  );
}
