import { Button, Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLesions } from './lesionStore.ts';
import { useWorkText } from './useWorkText.ts';
import classes from './Lesion.module.css';

/** What is being measured and how far it is, with the way to give it up; quick work shows nothing. */
export function MeasuringMark({ onStop }: { readonly onStop: () => void }) {
  const { t } = useTranslation();
  const workText = useWorkText();
  const { busy, progress } = useLesions();
  if (!busy) return null;
  const { step, share } = progress ?? {};
  return (
    <Group gap="xs" wrap="nowrap" className={classes.busy} data-measuring={step ?? 'waiting'}>
      <Text size="xs" role="status">
        {step ? workText({ step }) : t('lesion.measuring')}
      </Text>
      <Progress
        w="6rem"
        size="sm"
        {...(share === undefined ? { value: 100, animated: true } : { value: share * 100 })}
        aria-label={t('lesion.progress')}
      />
      <Button size="compact-xs" variant="default" onClick={onStop}>
        {t('cancel')}
      </Button>
    </Group>
  );
}
