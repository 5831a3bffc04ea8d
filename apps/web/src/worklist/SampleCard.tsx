import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAbout, useCreateCase } from '../api/queries.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { SampleAttribution } from './SampleAttribution.tsx';
import classes from './Worklist.module.css';

/** The bundled study, one click away; large while the worklist is empty. */
export function SampleCard({ prominent }: { readonly prominent: boolean }) {
  const { t } = useTranslation();
  const about = useAbout();
  const open = useCreateCase();
  const navigate = useNavigate();
  const errorText = useErrorText();
  return about.data?.samples.map((sample) => (
    <section key={sample.id} className={classes.sample} data-prominent={prominent}>
      <Group justify="space-between" wrap="nowrap" align="center">
        <div>
          <Text fw={600} size="sm">
            {t(`samples.${sample.id}.title`)}
          </Text>
          <Text size="sm" c="dimmed">
            {t(`samples.${sample.id}.text`)}
          </Text>
          <SampleAttribution sample={sample.id} />
        </div>
        <Button
          size={prominent ? 'md' : 'xs'}
          loading={open.isPending}
          style={{ flexShrink: 0 }}
          onClick={() => open.mutate(sample.id, { onSuccess: (id) => void navigate(`/cases/${id}`) })}
        >
          {t('worklist.openSample')}
        </Button>
      </Group>
      {open.isError && (
        <Text size="sm" c="var(--calx-alarm-text)" role="alert">
          {errorText(open.error)}
        </Text>
      )}
    </section>
  ));
}
