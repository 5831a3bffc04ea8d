import { Group, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { findVariable, loadRelease } from '@calx/knowledge';
import { setFacts } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useLang } from '../i18n/useLang.ts';
import { useFindingActions, useFindings } from './useFinding.ts';
import { statedValues } from './values.ts';

/** Oldest age that the form takes, years. */
const OLDEST = 130;

/** Age, sex and site: what every differential asks first. */
export function PatientFacts() {
  const { t } = useTranslation();
  const lang = useLang();
  const { facts } = useDocument();
  const change = useCaseStore((state) => state.change);
  const findings = useFindings();
  const actions = useFindingActions();
  const site = findVariable(loadRelease(), 'site');
  return (
    <Group gap="xs" wrap="nowrap" align="end">
      <NumberInput
        size="xs"
        w="5rem"
        label={t('findings.age')}
        min={0}
        max={OLDEST}
        value={facts.age ?? ''}
        hideControls
        onChange={(age) =>
          change((document) => setFacts(document, { age: typeof age === 'number' ? age : null }))
        }
      />
      <SegmentedControl
        size="xs"
        aria-label={t('findings.sex')}
        value={facts.sex ?? ''}
        onChange={(sex) =>
          change((document) => setFacts(document, { sex: sex === 'F' || sex === 'M' ? sex : null }))
        }
        data={[
          { value: 'F', label: t('sex.F') },
          { value: 'M', label: t('sex.M') },
          { value: '', label: '—' },
        ]}
      />
      {site && (
        <NativeSelect
          size="xs"
          flex={1}
          label={site.label[lang]}
          value={statedValues(findings['site']?.value).present[0] ?? ''}
          onChange={(event) => actions.set('site', event.currentTarget.value || undefined)}
          data={[
            { value: '', label: t('findings.notAssessed') },
            ...site.values.map(({ id, label }) => ({ value: id, label: label[lang] })),
          ]}
        />
      )}
    </Group>
  );
}
