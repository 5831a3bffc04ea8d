import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { READER } from '../case/reader.ts';
import { sign, unsign } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useDates } from '../i18n/useDates.ts';

/** Signs the report (it is then read-only) or opens it again, which the history of the case keeps. */
export function SignBar() {
  const { t } = useTranslation();
  const { moment } = useDates();
  const { report } = useDocument();
  const change = useCaseStore((state) => state.change);
  if (report.signed)
    return (
      <Group mt="sm" gap="sm">
        <Text size="sm">{t('report.signed', { by: report.signed.by, at: moment(report.signed.at) })}</Text>
        <Button size="xs" variant="default" onClick={() => change(unsign)}>
          {t('report.reopen')}
        </Button>
      </Group>
    );
  return (
    <Group mt="sm">
      <Button
        size="xs"
        onClick={() => change((document) => sign(document, READER, new Date().toISOString()))}
      >
        {t('report.sign')}
      </Button>
    </Group>
  );
}
