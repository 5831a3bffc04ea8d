import { useTranslation } from 'react-i18next';
import { loadRelease } from '@calx/knowledge';
import type { SourceCount } from '@calx/diagnosis';
import { countOf } from './format.ts';
import { languageOf } from '../i18n/languageOf.ts';
import classes from './Differential.module.css';

/** Counts that no publication stands behind. */
const NAMED_HERE: ReadonlySet<string> = new Set(['published_cases', 'presentations', 'local_counts']);

/** k of n source by source, with the link; a source's own word where it did not count. */
export function SourceCounts({ sources }: { readonly sources: readonly SourceCount[] }) {
  const { t, i18n } = useTranslation();
  const known = loadRelease().sources;
  if (sources.length === 0) return <p className={classes.dim}>{t('differential.nobodyCounted')}</p>;
  return (
    <ul className={classes.sourceList}>
      {sources.map((count, index) => {
        const source = known[count.id];
        const quantifier = count.quantifier
          ? i18n.exists(`web:differential.quantifier.${count.quantifier}`)
            ? t(`differential.quantifier.${count.quantifier}`)
            : count.quantifier
          : undefined;
        return (
          <li key={index}>
            <strong>{countOf(count) ?? quantifier ?? t('differential.statedOnly')}</strong>{' '}
            {count.id === 'published_cases' && t('differential.publishedCases')}
            {count.id === 'presentations' && t('differential.presentations')}
            {count.id === 'local_counts' && t('differential.localCounts')}
            {source?.url ? (
              <a href={source.url} target="_blank" rel="noreferrer" lang={languageOf(source.citation)}>
                {source.citation}
              </a>
            ) : (
              source && <span lang={languageOf(source.citation)}>{source.citation}</span>
            )}
            {!source && !NAMED_HERE.has(count.id) && count.id}
          </li>
        );
      })}
    </ul>
  );
}
