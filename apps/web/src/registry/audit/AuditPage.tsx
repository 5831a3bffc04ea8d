import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isExactSeries } from '@calx/registry';
import seed from '../../../../../samples/series/li2015.yaml?raw';
import { useLang } from '../../i18n/useLang.ts';
import classes from '../Registry.module.css';
import { chooseTextFile } from '../parts/files.ts';
import { AuditFaults } from './AuditFaults.tsx';
import { SeriesForm } from './SeriesForm.tsx';
import { auditText, draftOf, textOf } from './series-text.ts';

const EMPTY = textOf({ id: 'series', patients: 1, figures: [] });

/** A published or own series entered figure by figure (or pasted), with every fault found while it is entered. */
export function AuditPage() {
  const { t } = useTranslation(['registry-pages', 'registry']);
  const lang = useLang();
  const [text, setText] = useState(EMPTY);
  const [form, setForm] = useState(true);
  const result = useMemo(() => auditText(text, { lang, t: (key) => t(key) }), [text, lang, t]);
  // The form is for the exact form alone; a series in plain YAML is edited as the text it is.
  const draft = useMemo(() => {
    const read = draftOf(text);
    return isExactSeries(read) ? read : undefined;
  }, [text]);
  return (
    <article>
      <h1>{t('audit.title')}</h1>
      <p className={classes.lead}>{t('audit.lead')}</p>
      <div className={classes.columns}>
        <div className={classes.panel}>
          <div className={classes.row}>
            <SegmentedControl
              size="xs"
              aria-label={t('audit.enteredAs')}
              value={form && draft ? 'form' : 'text'}
              onChange={(value) => setForm(value === 'form')}
              data={[
                { value: 'form', label: t('audit.form'), disabled: !draft },
                { value: 'text', label: t('audit.text') },
              ]}
            />
            <Button size="compact-sm" variant="default" onClick={() => setText(seed)}>
              {t('audit.seed')}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() =>
                void chooseTextFile('.yaml,.yml,.json').then((chosen) => chosen && setText(chosen))
              }
            >
              {t('audit.open')}
            </Button>
            <Button size="compact-sm" variant="default" onClick={() => setText(EMPTY)}>
              {t('audit.clear')}
            </Button>
          </div>
          {form && draft ? (
            <SeriesForm draft={draft} onChange={(changed) => setText(textOf(changed))} />
          ) : (
            <Textarea
              mt="xs"
              aria-label={t('audit.text')}
              autosize
              minRows={20}
              maxRows={34}
              spellCheck={false}
              styles={{ input: { fontFamily: 'monospace', fontSize: '0.75rem' } }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          )}
        </div>
        <AuditFaults result={result} />
      </div>
    </article>
  );
}
