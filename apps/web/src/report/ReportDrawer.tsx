import { Button, Drawer, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { renderHtml, renderText } from '@calx/report';
import type { Lang } from '@calx/knowledge';
import { keyLabel } from '../app/keys.ts';
import { useKeys } from '../app/useKeys.ts';
import { setSentence } from '../case/document.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useLang } from '../i18n/useLang.ts';
import { useDates } from '../i18n/useDates.ts';
import { forPrint } from '../key-images/forPrint.ts';
import { KeyImageList } from '../key-images/KeyImageList.tsx';
import { useKeyImages } from '../key-images/useKeyImages.ts';
import { printHtml, printText } from './print.ts';
import { SentenceLine } from './SentenceLine.tsx';
import { SignedText } from './SignedText.tsx';
import { SignBar } from './SignBar.tsx';
import { editKey, useReport } from './useReport.ts';
import classes from './Report.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The case in sentences, over the images: read, edit, copy, print, sign. */
export default function ReportDrawer({ opened, onClose }: Props) {
  const { t } = useTranslation();
  const screen = useLang();
  const { moment } = useDates();
  const [own, setOwn] = useState<Lang | null>(null);
  const lang = own ?? screen;
  const document = useDocument();
  const change = useCaseStore((state) => state.change);
  const { report, reading } = useReport(lang);
  const { list: keyImages } = useKeyImages();
  const [copied, setCopied] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const errorText = useErrorText();
  const signed = document.report.signed?.text;
  const added = (document.report.addenda ?? [])
    .map(({ by, at, text }) => `${t('report.addendumBy', { by, at: moment(at) })}\n${text}`)
    .join('\n\n');
  const text = signed === undefined ? renderText(report) : [signed, added].filter(Boolean).join('\n\n');

  const copy = (): void => {
    navigator.clipboard.writeText(text).then(() => setCopied(true), setFailure);
  };
  const print = (): void => {
    printed().catch(setFailure);
  };
  const printed = async (): Promise<void> => {
    const images = await forPrint(keyImages);
    if (signed !== undefined) printText(text, images);
    else printHtml(renderHtml(report, { images, ...(reading.study ? { study: reading.study } : {}) }));
  };
  useKeys(opened ? { copy, print } : {});

  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="left"
      size="58rem"
      title={report.title}
      closeButtonProps={{ 'aria-label': t('close') }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      transitionProps={{ duration: 0 }}
    >
      <Group justify="space-between" mb="xs">
        <SegmentedControl
          size="xs"
          aria-label={t('report.language')}
          value={lang}
          onChange={(value) => setOwn(value as Lang)}
          data={[
            { value: 'zh', label: <span lang="zh-CN">中文</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
        />
        <Group gap="xs">
          <Button size="xs" variant="default" onClick={copy}>
            {copied ? t('report.copied') : t('report.copy')} ({keyLabel('copy')})
          </Button>
          <Button size="xs" variant="default" onClick={print}>
            {t('report.print')} ({keyLabel('print')})
          </Button>
        </Group>
      </Group>
      {failure !== null && (
        <Text role="alert" size="sm" c="red">
          {errorText(failure)}
        </Text>
      )}
      {signed !== undefined && <SignedText report={document.report} />}
      {signed === undefined && (
        <article lang={lang === 'zh' ? 'zh-CN' : 'en'} className={classes.report} data-report={lang}>
          <div className={classes.notices}>
            {report.notices.map(({ id, text }) => (
              <p key={id}>{text}</p>
            ))}
          </div>
          {report.sections.map((section) => (
            <section key={section.id} data-section={section.id}>
              <h3>{section.title}</h3>
              {section.sentences.map((sentence) => (
                <SentenceLine
                  key={sentence.id}
                  sentence={sentence}
                  readOnly={section.id === 'sources'}
                  onEdit={(text) =>
                    change((current) => setSentence(current, editKey(lang, sentence.id), text))
                  }
                />
              ))}
            </section>
          ))}
        </article>
      )}
      <KeyImageList fixed={signed !== undefined} />
      <Text size="xs" c="dimmed" mt="xs">
        {t('report.legend')}
      </Text>
      <SignBar text={renderText(report)} />
    </Drawer>
  );
}
