import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Where the sample comes from and under which licence (CC BY 3.0 asks for both). */
export function SampleAttribution({ sample }: { readonly sample: string }) {
  const { t } = useTranslation();
  return (
    <Text size="xs" c="dimmed">
      {t(`samples.${sample}.attribution`)}{' '}
      <Anchor size="xs" href={t(`samples.${sample}.href`)} target="_blank" rel="noreferrer">
        {t(`samples.${sample}.doi`)}
      </Anchor>
      {' · '}
      <Anchor
        size="xs"
        href="https://creativecommons.org/licenses/by/3.0/"
        target="_blank"
        rel="noreferrer license"
      >
        CC BY 3.0
      </Anchor>
    </Text>
  );
}
