import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseSeries } from '../api/types.ts';
import { showPoint } from '../images/views.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import type { Candidate } from '../work/candidates.ts';
import { number } from './format.ts';
import { useLesions } from './lesionStore.ts';
import type { Measuring } from './useMeasuring.ts';

const NONE = -1;

interface Props extends Pick<Measuring, 'propose' | 'grow'> {
  readonly series: CaseSeries;
}

/** Masses of a CT that the machine finds without a click; the reader looks at each and takes what is one. */
export function Candidates({ series, propose, grow }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const search = useLesions((state) => state.candidates[series.uid]);
  const found = search?.candidates;
  const busy = useLesions((state) => state.busy);
  return (
    <Group gap="xs" data-candidates={found?.length ?? ''}>
      <Button size="compact-xs" variant="default" disabled={busy} onClick={() => propose(series)}>
        {t('lesion.propose')}
      </Button>
      {found?.length === 0 && (
        <Text size="xs" role="status">
          {t('lesion.noCandidate')}
        </Text>
      )}
      {search?.leftOut.map((refusal) => (
        <Text key={refusal.code} size="xs" role="status">
          {errorText(refusal)}
        </Text>
      ))}
      {found && found.length > 0 && (
        <Choice
          key={found.map(({ seed }) => seed.join()).join(' ')}
          series={series}
          found={found}
          grow={grow}
        />
      )}
    </Group>
  );
}

interface ChoiceProps extends Pick<Props, 'series' | 'grow'> {
  readonly found: readonly Candidate[];
}

function Choice({ series, found, grow }: ChoiceProps) {
  const { t } = useTranslation();
  const [at, setAt] = useState(NONE);
  const chosen = found[at];
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t('lesion.candidates')}
        value={String(at)}
        onChange={(value) => {
          setAt(Number(value));
          const next = found[Number(value)];
          if (next) showPoint(next.seed);
        }}
        data={found.map(({ volume, diameter }, n) => ({
          value: String(n),
          label: t('lesion.candidate', { n: n + 1, volume: number(volume), diameter: number(diameter) }),
        }))}
      />
      <Button
        size="compact-xs"
        disabled={!chosen}
        onClick={() => {
          if (chosen) grow(series, { seed: chosen.seed });
        }}
      >
        {t('lesion.take')}
      </Button>
    </>
  );
}
