import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { diagnosisName, findingLabel, loadRelease } from '@calx/knowledge';
import { NotFound } from '../app/NotFound.tsx';
import { languageOf } from '../i18n/languageOf.ts';
import { useLang } from '../i18n/useLang.ts';
import { figureText } from './DiseasePage.tsx';
import classes from './Knowledge.module.css';

/** One source with every figure that was taken from it. */
export function SourcePage() {
  const { id = '' } = useParams();
  const { t } = useTranslation();
  const lang = useLang();
  const release = loadRelease();
  const source = release.sources[id];
  if (!source) return <NotFound />;
  const overlaps = release.overlaps.filter(({ keep, yields }) => keep === id || yields.includes(id));
  return (
    <article>
      <h2 lang={languageOf(source.citation)}>{source.citation}</h2>
      <p>
        {t(`knowledge.designs.${source.design}`)}
        {source.year ? `, ${source.year}` : ''}
        {source.url && (
          <>
            {' · '}
            <a href={source.url} target="_blank" rel="noreferrer">
              {source.url}
            </a>
          </>
        )}
      </p>
      {overlaps.map(({ keep, yields }, index) => (
        <p key={index} className={classes.dim}>
          {t('knowledge.overlap', { sources: [keep, ...yields].join(', ') })}
        </p>
      ))}
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t('knowledge.disease')}</th>
            <th scope="col">{t('differential.finding')}</th>
            <th scope="col">{t('knowledge.numbers')}</th>
            <th scope="col">{t('knowledge.population')}</th>
          </tr>
        </thead>
        <tbody>
          {source.figures.map((figure, index) => (
            <tr key={index}>
              <td>
                <Link to={`/knowledge/diseases/${figure.diagnosis}`}>
                  {diagnosisName(release, figure.diagnosis)[lang]}
                </Link>
              </td>
              <td>{findingLabel(release, lang, figure.variable, figure.value ?? '')}</td>
              <td>
                {figureText(figure) ??
                  (figure.quantifier
                    ? t(`differential.quantifier.${figure.quantifier}`)
                    : t('differential.statedOnly'))}
              </td>
              <td className={classes.dim} lang={languageOf(figure.population ?? '')}>
                {figure.population}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </article>
  );
}
