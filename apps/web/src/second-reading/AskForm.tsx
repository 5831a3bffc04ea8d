import { Button, TextInput, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useDifferential, useFactsInForce } from '../differential/useDifferential.ts';
import { useReader } from '../registry/me/reader.ts';
import { Failure } from '../registry/parts/Failure.tsx';
import { RankSelects } from '../registry/readers/RankSelects.tsx';
import { askSecondReading } from './api.ts';
import classes from './SecondReading.module.css';

/** How many diagnoses of the differential stand in the form at first. */
const RANKED = 3;

/** Asks for a second reading: of whom, why, and with which ranking of one's own. */
export function AskForm({ onAsked }: { readonly onAsked: () => Promise<void> }) {
  const { t } = useTranslation();
  const { id, version } = useDocument();
  const me = useReader((state) => state.name);
  const stored = useCaseStore((state) => state.save.kind === 'saved' && state.trial === null);
  const { data: differential } = useDifferential(useFactsInForce());
  const [own, setOwn] = useState<readonly string[] | null>(null);
  const [reader, setReader] = useState('');
  const [why, setWhy] = useState('');
  const ranked = own ?? differential?.differential.slice(0, RANKED).map(({ diagnosis }) => diagnosis) ?? [];
  const ask = useMutation({
    mutationFn: () =>
      askSecondReading(id, version, {
        ranked: ranked.filter(Boolean),
        ...(reader.trim() && { reader: reader.trim() }),
        ...(why.trim() && { why: why.trim() }),
      }),
    onSuccess: onAsked,
  });
  return (
    <form
      className={classes.form}
      data-ask
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      <p>{t('secondReading.askText', { me })}</p>
      <TextInput
        size="xs"
        data-autofocus
        label={t('secondReading.reader')}
        description={t('secondReading.readerText')}
        maxLength={100}
        value={reader}
        onChange={(event) => setReader(event.currentTarget.value)}
      />
      <Textarea
        size="xs"
        autosize
        label={t('secondReading.why')}
        description={t('secondReading.whyText')}
        maxLength={2000}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      <fieldset className={classes.ranking}>
        <legend>{t('secondReading.ranking')}</legend>
        <RankSelects ranked={ranked} onChange={setOwn} />
      </fieldset>
      <Failure error={ask.error} />
      <Button size="xs" type="submit" disabled={!stored || !ranked[0]} loading={ask.isPending}>
        {t('secondReading.ask')}
      </Button>
    </form>
  );
}
