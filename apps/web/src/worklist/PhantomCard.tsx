import { useState } from 'react';
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { diagnosisName, loadRelease } from '@calx/knowledge';
import { listPhantoms } from '@calx/phantom';
import { useLang } from '../i18n/useLang.ts';
import classes from './Worklist.module.css';

interface Props {
  readonly busy: boolean;
  readonly onMake: (name: string) => void;
}

/** Phantoms of CT alone: those with MR take many times as long to make. */
const OFFERED = listPhantoms().filter(({ diagnosis, also }) => diagnosis !== null && !also.includes('mr'));

/** A study made by computation, one click away: what is in it is known exactly. */
export default function PhantomCard({ busy, onMake }: Props) {
  const { t } = useTranslation();
  const lang = useLang();
  const [name, setName] = useState(OFFERED[0]?.name ?? '');
  return (
    <section className={classes.sample} data-phantoms>
      <Group justify="space-between" wrap="nowrap" align="center">
        <div>
          <Text fw={600} size="sm">
            {t('phantom.title')}
          </Text>
          <Text size="sm" c="dimmed">
            {t('phantom.text')}
          </Text>
        </div>
        <Group gap="xs" wrap="nowrap" style={{ flexShrink: 0 }}>
          <NativeSelect
            size="xs"
            aria-label={t('phantom.which')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            data={OFFERED.map(({ name: value, region, diagnosis }) => ({
              value,
              label: t('phantom.of', {
                diagnosis: diagnosisName(loadRelease(), diagnosis ?? '')[lang],
                region: t(`phantom.regions.${region}`),
              }),
            }))}
          />
          <Button size="xs" variant="default" disabled={busy} onClick={() => onMake(name)}>
            {t('phantom.open')}
          </Button>
        </Group>
      </Group>
    </section>
  );
}
