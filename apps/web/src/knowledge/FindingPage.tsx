import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { diagnosisName, findVariable, loadRelease, type Variable } from '@calx/knowledge';
import { NotFound } from '../app/NotFound.tsx';
import { percent } from '../differential/format.ts';
import { useLang } from '../i18n/useLang.ts';
import { hasPicture, TermPicture } from '../terms/TermPicture.tsx';
import { countsOf } from './counts.ts';
import { ShareChart } from './ShareChart.tsx';
import classes from './Knowledge.module.css';

/** One finding: its definition and how the diseases differ in it. */
export function FindingPage() {
  const { id = '' } = useParams();
  const variable = findVariable(loadRelease(), id);
  return variable ? <FindingDetail key={id} variable={variable} /> : <NotFound />;
}

function FindingDetail({ variable }: { readonly variable: Variable }) {
  const { t } = useTranslation();
  const lang = useLang();
  const release = loadRelease();
  const counted = useMemo(
    () =>
      variable.values
        .map((value) => ({ value, counts: countsOf(release, variable.id, value.id) }))
        .filter(({ counts }) => counts.length > 0),
    [release, variable],
  );
  const [chosen, setChosen] = useState(counted[0]?.value.id ?? '');
  const shown = counted.find(({ value }) => value.id === chosen);
  return (
    <article>
      <h2>{variable.label[lang]}</h2>
      {variable.definition && <p>{variable.definition[lang]}</p>}
      <dl className={classes.facts}>
        {variable.values.map((value) => (
          <div key={value.id} className={classes.code}>
            <dt>{value.label[lang]}</dt>
            <dd>
              <TermPicture variable={variable.id} value={value.id} large />
              {value.definition?.[lang]}{' '}
              <span className={classes.dim}>{value.synonyms?.[lang].join(lang === 'zh' ? '、' : ', ')}</span>
            </dd>
          </div>
        ))}
      </dl>
      {variable.values.some((value) => hasPicture(variable.id, value.id)) && (
        <p className={classes.dim}>{t('findings.schematic')}</p>
      )}
      {!shown && <p className={classes.dim}>{t('knowledge.nobodyCounted')}</p>}
      {shown && (
        <>
          <h3>{t('knowledge.howDiffer')}</h3>
          <SegmentedControl
            size="xs"
            aria-label={variable.label[lang]}
            value={chosen}
            onChange={setChosen}
            data={counted.map(({ value }) => ({ value: value.id, label: value.label[lang] }))}
            style={{ flexWrap: 'wrap' }}
          />
          <ShareChart
            rows={shown.counts.map(({ diagnosis, pooled }) => ({
              name: diagnosisName(release, diagnosis)[lang],
              ...pooled,
            }))}
          />
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('knowledge.disease')}</th>
                <th scope="col">k / n</th>
                <th scope="col">{t('knowledge.interval')}</th>
                <th scope="col">{t('knowledge.source')}</th>
              </tr>
            </thead>
            <tbody>
              {shown.counts.map(({ diagnosis, pooled, counted: sources }) => (
                <tr key={diagnosis}>
                  <td>
                    <Link to={`/knowledge/diseases/${diagnosis}`}>
                      {diagnosisName(release, diagnosis)[lang]}
                    </Link>
                  </td>
                  <td>
                    {pooled.k}/{pooled.n}
                  </td>
                  <td>
                    {percent(pooled.share, lang)} ({percent(pooled.low, lang)}–{percent(pooled.high, lang)})
                  </td>
                  <td>
                    {sources.map(({ source, k, n, withinOther }) => (
                      <span key={source} className={classes.sourceRef}>
                        <Link to={`/knowledge/sources/${source}`}>{source}</Link> {k}/{n}
                        {withinOther && ` ${t('knowledge.withinOther')}`}
                      </span>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </article>
  );
}
