import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { percentInterval } from '@calx/knowledge';
import { useErrorText } from '../i18n/useErrorText.ts';
import { useLang } from '../i18n/useLang.ts';
import { useFindings } from '../findings/useFinding.ts';
import { Alarms } from './Alarms.tsx';
import { Changes } from './Changes.tsx';
import { Compare } from './Compare.tsx';
import { entriesOf } from './entries.ts';
import { EntryRow } from './EntryRow.tsx';
import { percent } from './format.ts';
import { LocalEffect } from './LocalEffect.tsx';
import { NextTests } from './NextTests.tsx';
import { ProbabilityBar } from './ProbabilityBar.tsx';
import { useDifferential, useFactsInForce, useLocalCounts } from './useDifferential.ts';
import classes from './Differential.module.css';

/** Lines shown before "all". */
const SHOWN = 6;

/** The differential of the case as it stands, live on every change. */
export function DifferentialPanel() {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const { data, error, isFetching } = useDifferential(useFactsInForce());
  const local = useLocalCounts() ?? [];
  const open = Object.values(useFindings()).filter(({ confirmed }) => !confirmed).length;
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [all, setAll] = useState(false);
  const toggle = (id: string): void =>
    setOpened((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });

  return (
    <section
      className={classes.panel}
      aria-label={t('differential.title')}
      aria-busy={isFetching}
      data-pack={data?.pack}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{t('differential.title')}</h2>
        {data && (
          <span className={classes.dim}>
            {t(`differential.packs.${data.pack}`)} · {data.release.version}
          </span>
        )}
      </div>
      {error && <p role="alert">{errorText(error)}</p>}
      {data && (
        <>
          <Alarms alarms={data.alarms} />
          {open > 0 && <p className={classes.dim}>{t('differential.withProposals', { count: open })}</p>}
          {local.length > 0 && <LocalEffect differential={data} />}
          <ol className={classes.list}>
            {entriesOf(data)
              .slice(0, all ? undefined : SHOWN)
              .map((entry) => (
                <EntryRow
                  key={entry.kind === 'family' ? entry.family.family : entry.diagnosis.diagnosis}
                  entry={entry}
                  open={opened}
                  onToggle={toggle}
                />
              ))}
            <li data-diagnosis="none">
              <span className={classes.entry}>
                <span className={classes.name}>{t('differential.none')}</span>
                <ProbabilityBar probability={data.noneOfThese} interval={data.noneOfTheseInterval} />
                <span className={classes.figure}>
                  {percent(data.noneOfThese, lang)}{' '}
                  <span className={classes.dim}>{percentInterval(data.noneOfTheseInterval, lang)}</span>
                </span>
              </span>
            </li>
          </ol>
          <button type="button" className={classes.more} aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? t('differential.fewer') : t('differential.all', { count: entriesOf(data).length })}
          </button>
          <NextTests next={data.next} />
          <Changes changes={data.changes} />
          <Compare differential={data} />
        </>
      )}
    </section>
  );
}
