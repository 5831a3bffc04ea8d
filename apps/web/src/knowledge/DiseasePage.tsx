import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { findVariable, loadRelease, variableLabel, type Figure } from '@calx/knowledge';
import { NotFound } from '../app/NotFound.tsx';
import { useFindingLabel } from '../i18n/useFindingLabel.ts';
import { languageOf } from '../i18n/languageOf.ts';
import { useLang } from '../i18n/useLang.ts';
import classes from './Knowledge.module.css';

/** What is known of one disease: names, danger, proof and every published figure. */
export function DiseasePage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const lang = useLang();
  const findingLabel = useFindingLabel();
  const release = loadRelease();
  const disease = release.diseases[id];
  if (!disease) return <NotFound />;
  const figures = Object.values(release.sources).flatMap((source) =>
    source.figures.filter(({ diagnosis }) => diagnosis === id).map((figure) => ({ source, figure })),
  );
  const label = ({ variable, value }: Figure): string => {
    if (value !== undefined) return findingLabel(variable, value);
    return variable === 'age' ? t('findings.age') : variableLabel(release, variable)[lang];
  };
  figures.sort((a, b) => a.figure.variable.localeCompare(b.figure.variable));
  const codes = Object.entries(disease.codes).filter(([, code]) => code !== undefined);
  return (
    <article>
      <h2>{disease.name[lang]}</h2>
      <p>{disease.synonyms[lang].join(lang === 'zh' ? '、' : ', ')}</p>
      <p>{disease.definition[lang]}</p>
      <dl className={classes.facts}>
        <dt>{t('knowledge.danger')}</dt>
        <dd>{t(`knowledge.dangers.${disease.danger}`)}</dd>
        {disease.leaveAlone && (
          <>
            <dt>{t('knowledge.leaveAlone')}</dt>
            <dd>{t('knowledge.leaveAloneText')}</dd>
          </>
        )}
        <dt>{t('knowledge.proof')}</dt>
        <dd>{disease.proof[lang]}</dd>
        {codes.map(([system, code]) => (
          <div key={system} className={classes.code}>
            <dt>{t(`knowledge.codeSystems.${system}`)}</dt>
            <dd>{Array.isArray(code) ? code.join(', ') : code}</dd>
          </div>
        ))}
      </dl>
      <h3>{t('knowledge.figures', { count: figures.length })}</h3>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('differential.finding')}</th>
            <th scope="col">{t('knowledge.numbers')}</th>
            <th scope="col">{t('knowledge.source')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map(({ source, figure }, index) => (
            <tr key={index}>
              <td>
                {findVariable(release, figure.variable) ? (
                  <Link to={`/knowledge/findings/${figure.variable}`}>{label(figure)}</Link>
                ) : (
                  label(figure)
                )}
              </td>
              <td>
                {figureText(figure) ??
                  (figure.quantifier
                    ? t(`differential.quantifier.${figure.quantifier}`)
                    : t('differential.statedOnly'))}
              </td>
              <td>
                <Link to={`/knowledge/sources/${source.id}`} lang={languageOf(source.citation)}>
                  {source.citation}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}

/** A figure as numbers: k/n, mean ± SD, or a median with its range. */
export function figureText({ k, n, mean, sd, median, min, max }: Figure): string | undefined {
  if (k !== undefined && n !== undefined) return `${k}/${n}`;
  const range = min !== undefined && max !== undefined ? ` (${min}–${max})` : '';
  if (mean !== undefined) return `${mean}${sd === undefined ? '' : ` ± ${sd}`}${range}`;
  return median === undefined ? range.trim() || undefined : `${median}${range}`;
}
