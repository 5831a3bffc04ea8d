import { useState } from 'react';
import { Button, Group, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readerName } from '../registry/me/reader.ts';
import { addAddendum, sign, unsign } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useDates } from '../i18n/useDates.ts';

/**
 * Signs the report: its text then stays as it is, and what comes later is an addendum. Opening it again is kept by the
 * history of the case.
 */
export function SignBar({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const { moment } = useDates();
  const { report } = useDocument();
  const trying = useCaseStore((state) => state.trial !== null);
  const change = useCaseStore((state) => state.change);
  if (!report.signed)
    return (
      <Group mt="sm">
        <Button
          size="xs"
          data-sign
          disabled={trying}
          onClick={() => change((document) => sign(document, readerName(), new Date().toISOString(), text))}
        >
          {t('report.sign')}
        </Button>
        {trying && <Text size="xs">{t('trial.text')}</Text>}
      </Group>
    );
  return (
    <>
      <Group mt="sm" gap="sm" data-signed>
        <Text size="sm">{t('report.signed', { by: report.signed.by, at: moment(report.signed.at) })}</Text>
        <Button size="xs" variant="default" onClick={() => change(unsign)}>
          {t('report.reopen')}
        </Button>
      </Group>
      <AddendumForm />
    </>
  );
}

function AddendumForm() {
  const { t } = useTranslation();
  const change = useCaseStore((state) => state.change);
  const [text, setText] = useState('');
  const add = (): void => {
    const addendum = { by: readerName(), at: new Date().toISOString(), text: text.trim() };
    change((document) => addAddendum(document, addendum));
    setText('');
  };
  return (
    <Group mt="xs" gap="xs" align="end">
      <Textarea
        flex={1}
        autosize
        size="xs"
        data-addendum-text
        label={t('report.addendum')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button size="xs" disabled={text.trim() === ''} onClick={add}>
        {t('report.addAddendum')}
      </Button>
    </Group>
  );
}
