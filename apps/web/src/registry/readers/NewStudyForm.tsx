import {
  Button,
  Checkbox,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  TagsInput,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ReaderStudy } from '@calx/registry';
import { fetchCohorts, fetchFlow } from '../api/cohorts.ts';
import { part } from '../api/http.ts';
import { saveStudy } from '../api/reader-studies.ts';
import { Failure } from '../parts/Failure.tsx';
import classes from '../Registry.module.css';

const ALONE = { id: 'alone', withSupport: false };
const SUPPORTED = { id: 'supported', withSupport: true };
const DESIGNS = {
  alone: [ALONE],
  supported: [SUPPORTED],
  both: [ALONE, SUPPORTED],
  crossover: [ALONE, SUPPORTED],
} as const satisfies Record<string, ReaderStudy['rounds']>;
type Design = keyof typeof DESIGNS;

/** Sets up a reader study on the cases of a saved cohort. */
export function NewStudyForm() {
  const { t } = useTranslation('registry-pages');
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [cohort, setCohort] = useState('');
  const [readers, setReaders] = useState<string[]>([]);
  const [design, setDesign] = useState<Design>('crossover');
  const [washoutDays, setWashoutDays] = useState(0);
  const [hideProof, setHideProof] = useState(true);
  const cohorts = useQuery({ queryKey: ['registry', 'cohorts'], queryFn: fetchCohorts });
  const flow = useQuery({
    queryKey: ['registry', 'flow', cohort],
    queryFn: () => fetchFlow(cohort),
    enabled: cohort !== '',
  });
  const cases = cohort === '' ? [] : [...(flow.data?.ids ?? [])];
  const save = useMutation({
    mutationFn: () =>
      saveStudy(name.trim(), 0, {
        cases,
        readers,
        rounds: [...DESIGNS[design]],
        hideProof,
        crossover: design === 'crossover',
        washoutDays: DESIGNS[design].length > 1 ? washoutDays : 0,
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['registry'] });
      await navigate(`/registry/readers/${part(name.trim())}`);
    },
  });
  const ready = name.trim() !== '' && readers.length >= 2 && cases.length > 0;
  return (
    <section className={`${classes.panel} ${classes.form}`} aria-label={t('readers.new')}>
      <h2>{t('readers.new')}</h2>
      <TextInput
        size="xs"
        label={t('cohorts.name')}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        size="xs"
        label={t('readers.ofCohort')}
        value={cohort}
        onChange={(event) => setCohort(event.currentTarget.value)}
        data={[
          { value: '', label: t('paper.choose') },
          ...(cohorts.data ?? []).map(({ key }) => ({ value: key, label: key })),
        ]}
      />
      {flow.data && cohort !== '' && (
        <p className={classes.dim} data-cases={cases.length}>
          {t('readers.casesOf', { count: cases.length, included: flow.data.included })}
        </p>
      )}
      <TagsInput
        size="xs"
        label={t('readers.readers')}
        description={t('readers.readersText')}
        value={readers}
        onChange={setReaders}
        splitChars={[',', ';', '，', '、']}
        acceptValueOnBlur
      />
      <div>
        <span className={classes.label}>{t('readers.rounds')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('readers.rounds')}
          value={design}
          onChange={(value) => setDesign(value as Design)}
          data={(Object.keys(DESIGNS) as Design[]).map((value) => ({
            value,
            label: t(`readers.design.${value}`),
          }))}
        />
      </div>
      {DESIGNS[design].length > 1 && (
        <NumberInput
          size="xs"
          label={t('readers.washout')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={washoutDays}
          onChange={(value) => setWashoutDays(Number(value) || 0)}
        />
      )}
      <Checkbox
        size="xs"
        label={t('readers.hideProof')}
        checked={hideProof}
        onChange={(event) => setHideProof(event.currentTarget.checked)}
      />
      <Failure error={save.error ?? cohorts.error ?? flow.error} />
      <div>
        <Button size="xs" disabled={!ready} loading={save.isPending} onClick={() => save.mutate()}>
          {t('readers.make')}
        </Button>
      </div>
    </section>
  );
}
