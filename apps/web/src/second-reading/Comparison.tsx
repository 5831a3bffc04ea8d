import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { diagnosisName, findVariable, loadRelease, variableLabel, type FindingInput } from '@calx/knowledge';
import type { ComparedFinding, ReadingComparison, SecondReading } from '@calx/registry';
import { addAddendum, takeOver } from '../case/document.ts';
import { same } from '../case/merge.ts';
import { useCaseStore, useDocument } from '../case/store.ts';
import { percent as shareOf } from '../differential/format.ts';
import { useDifferential, useFactsInForce } from '../differential/useDifferential.ts';
import { valueText } from '../findings/valueText.ts';
import { useLang } from '../i18n/useLang.ts';
import { useReader } from '../registry/me/reader.ts';
import { DataTable } from '../registry/parts/DataTable.tsx';
import { shareText } from '../registry/parts/share-text.ts';
import { useConsensusText } from './useConsensusText.ts';
import classes from './SecondReading.module.css';

interface Props {
  readonly reading: SecondReading;
  readonly comparison: ReadingComparison;
}

const MARKS = { agree: '＝', differ: '≠', 'first-only': '◐', 'second-only': '◑' } as const;

/** Diagnoses of the case as it stands that are named beside the readers' own. */
const RANKED = 3;

/** Two readings side by side, and how a value of either is taken over into the case. */
export function Comparison({ reading, comparison }: Props) {
  const { t } = useTranslation();
  const lang = useLang();
  const { report } = useDocument();
  const change = useCaseStore((state) => state.change);
  const me = useReader((state) => state.name);
  const { data } = useDifferential(useFactsInForce());
  const now = (data?.differential ?? [])
    .slice(0, RANKED)
    .map(({ name, probability }) => `${name[lang]} ${shareOf(probability, lang)}`);
  const [why, setWhy] = useState('');
  const [first, second] = [reading.askedBy, reading.reader ?? ''];
  const { findings, ranked, percent, kappa } = comparison;
  const open = findings.filter(({ verdict }) => verdict !== 'agree');
  const agreed = findings.filter(({ verdict }) => verdict === 'agree');
  const consensusText = useConsensusText(comparison, second);
  const release = loadRelease();
  const names = (list: readonly string[]) => (
    <ol className={classes.ranked}>
      {list.map((name) => (
        <li key={name}>{name}</li>
      ))}
    </ol>
  );
  const table = (caption: string, rows: readonly ComparedFinding[]) => (
    <DataTable
      caption={caption}
      columns={[t('differential.finding'), first, second, t('secondReading.verdict')]}
      rows={rows.map((row) => ({
        key: row.about,
        cells: [
          variableLabel(release, row.about)[lang],
          ...([first, second] as const).map((from, index) => (
            <Said
              key={from}
              about={row.about}
              value={index === 0 ? row.first : row.second}
              from={from}
              why={why.trim()}
              offered={row.verdict !== 'agree' && [first, second].includes(me)}
            />
          )),
          <span key="verdict" data-verdict={`${row.about} ${row.verdict}`}>
            <span aria-hidden>{MARKS[row.verdict]}</span> {t(`secondReading.verdicts.${row.verdict}`)}
          </span>,
        ],
      }))}
    />
  );
  return (
    <div className={classes.form} data-comparison>
      <p data-percent={percent ? `${percent.k}/${percent.n}` : ''}>
        {percent
          ? t('secondReading.agreement', { share: shareText(percent, lang) })
          : t('secondReading.nothingShared')}
        {kappa && ` ${t('secondReading.kappa', { kappa: kappa.kappa.toFixed(2), n: kappa.n })}`}
      </p>
      <DataTable
        caption={t('secondReading.ranking')}
        columns={['', first, second, t('secondReading.rankingNow')]}
        rows={[
          {
            key: 'ranked',
            cells: [
              '',
              ...[ranked.first, ranked.second].map((ids) =>
                names(ids.map((id) => diagnosisName(release, id)[lang])),
              ),
              names(now),
            ],
          },
        ]}
      />
      {open.length > 0 && (
        <>
          <TextInput
            size="xs"
            label={t('secondReading.reason')}
            description={t('secondReading.reasonText')}
            maxLength={500}
            value={why}
            onChange={(event) => setWhy(event.currentTarget.value)}
          />
          {table(t('secondReading.differing'), open)}
        </>
      )}
      {agreed.length > 0 && (
        <details>
          <summary>{t('secondReading.agreed', { count: agreed.length })}</summary>
          {table(t('secondReading.agreed', { count: agreed.length }), agreed)}
        </details>
      )}
      {report.signed && (
        <div>
          <Button
            size="xs"
            variant="default"
            data-consensus-addendum
            onClick={() =>
              change((document) =>
                addAddendum(document, { by: me, at: new Date().toISOString(), text: consensusText }),
              )
            }
          >
            {t('secondReading.addendum')}
          </Button>
        </div>
      )}
    </div>
  );
}

interface SaidProps {
  readonly about: string;
  readonly value: FindingInput | null;
  readonly from: string;
  readonly why: string;
  /** Whether it may be taken over. */
  readonly offered: boolean;
}

/** What one reader said; what the case has says so, another value can be taken over with a reason. */
function Said({ about, value, from, why, offered }: SaidProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { facts } = useDocument();
  const change = useCaseStore((state) => state.change);
  const me = useReader((state) => state.name);
  const variable = findVariable(loadRelease(), about);
  if (value === null) return <span className={classes.dim}>{t('findings.notAssessed')}</span>;
  const text = variable ? valueText(variable, value, lang) : String(value as string | number);
  const inCase = same(facts.findings[about], value);
  return (
    <span className={classes.said} data-said={`${about} ${from}`} data-in-case={inCase}>
      {text}
      {inCase && <span className={classes.dim}>{t('secondReading.inCase')}</span>}
      {offered && !inCase && (
        <Button
          size="compact-xs"
          variant="default"
          disabled={why === ''}
          aria-label={t('secondReading.takeNamed', {
            value: `${variableLabel(loadRelease(), about)[lang]}: ${text}`,
            from,
          })}
          onClick={() =>
            change((document) =>
              takeOver(document, about, { value, from, by: me, at: new Date().toISOString(), why }),
            )
          }
        >
          {t('secondReading.take')}
        </Button>
      )}
    </span>
  );
}
