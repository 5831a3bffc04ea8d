import { Button, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Lang } from '@calx/knowledge';
import { useLang } from '../../i18n/useLang.ts';
import { paperFile, type PaperOf, type PaperQuestion } from '../api/cohorts.ts';
import classes from '../Registry.module.css';
import { diagnoses, subjectGroups } from './subjects.ts';
import { QuestionPicker } from './QuestionPicker.tsx';

interface Props {
  readonly of: PaperOf;
  readonly lang: Lang;
  readonly onLang: (lang: Lang) => void;
  readonly question: PaperQuestion;
  readonly onQuestion: (question: PaperQuestion) => void;
}

const FORMATS = ['txt', 'csv', 'html', 'docx', 'svg'] as const;
/** Facts of a case that divide it into groups, as the server takes them. */
const DIVIDING: readonly string[] = ['sex', 'diagnosis'];

/** The paper's language, what it compares and tests, and its files. */
export function PaperControls({ of, lang, onLang, question, onQuestion }: Props) {
  const { t } = useTranslation(['registry-pages', 'registry', 'web']);
  const screen = useLang();
  const [asked, setAsked] = useState<Asked>({});
  const groups = useMemo(
    () =>
      subjectGroups(screen, t).map((group, index) => ({
        ...group,
        subjects: group.subjects.filter(
          ({ id, kind }) => kind === 'values' && (index > 0 || DIVIDING.includes(id)),
        ),
      })),
    [screen, t],
  );
  const truths = useMemo(() => diagnoses(screen), [screen]);
  const findings = useMemo(() => groups.slice(1), [groups]);
  const ask = (next: Asked): void => {
    setAsked(next);
    onQuestion(questionOf(next));
  };
  return (
    <div className={classes.panel}>
      <div className={classes.fields}>
        <SegmentedControl
          size="xs"
          aria-label={t('paper.language')}
          value={lang}
          onChange={(value) => onLang(value as Lang)}
          data={[
            { value: 'zh', label: <span lang="zh-CN">中文</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
        />
        <span>{t('paper.download')}</span>
        {FORMATS.map((format) => (
          <Button
            key={format}
            component="a"
            size="compact-sm"
            variant="default"
            href={paperFile(of, lang, question, format)}
            download
          >
            {t(`paper.formats.${format}`)}
          </Button>
        ))}
      </div>
      <div className={classes.fields}>
        <QuestionPicker
          label={t('paper.compare')}
          groups={groups}
          values={2}
          onChange={(compare) => ask({ ...asked, compare })}
        />
        <QuestionPicker
          label={t('paper.test')}
          groups={findings}
          values={1}
          onChange={(test) => ask({ ...asked, test })}
        />
        {asked.test && (
          <NativeSelect
            size="xs"
            label={t('paper.truth')}
            value={asked.truth ?? ''}
            onChange={({ currentTarget: { value } }) => ask({ ...asked, truth: value || undefined })}
            data={[{ value: '', label: t('paper.choose') }, ...truths]}
          />
        )}
      </div>
    </div>
  );
}

/** What is being asked, with what is still to be chosen. */
type Asked = { readonly [Key in keyof PaperQuestion]: string | undefined };

/** The whole questions of it; a test needs the diagnosis that it tells. */
function questionOf({ compare, test, truth }: Asked): PaperQuestion {
  return { ...(compare && { compare }), ...(test && truth && { test, truth }) };
}
