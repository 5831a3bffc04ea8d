import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useLocation } from 'react-router';
import { loadRelease } from '@calx/knowledge';
import { SearchField } from '../app/SearchField.tsx';
import { languageOf } from '../i18n/languageOf.ts';
import { useLang } from '../i18n/useLang.ts';
import { entriesOf, PARTS } from './entries.ts';
import classes from './Knowledge.module.css';

/** Diseases, findings and sources of the release that this Calx carries. */
export function KnowledgePage() {
  const { t } = useTranslation();
  const lang = useLang();
  const { pathname } = useLocation();
  const open = PARTS.find((name) => pathname.startsWith(`/knowledge/${name}`));
  const part = open ?? 'diseases';
  const [query, setQuery] = useState('');
  const release = loadRelease();
  const items = useMemo(() => entriesOf(release, part, query, lang), [release, part, query, lang]);
  const groups = [...new Set(items.map(({ group }) => group))];
  return (
    <div className={classes.page}>
      <div className={classes.side}>
        <h1 className={classes.title}>{t('frame.knowledge')}</h1>
        <p className={classes.dim}>
          {t('knowledge.release', { version: release.version, hash: release.hash.slice(0, 12) })}
        </p>
        <nav className={classes.parts} aria-label={t('frame.knowledge')}>
          {PARTS.map((name) => (
            <NavLink key={name} to={`/knowledge/${name}`} aria-current={open === name ? 'page' : undefined}>
              {t(`knowledge.parts.${name}`)}
            </NavLink>
          ))}
          <NavLink to="/knowledge/changes">{t('knowledge.parts.changes')}</NavLink>
        </nav>
        <SearchField
          label={t('knowledge.search')}
          value={query}
          onChange={setQuery}
          lines="[data-entries] a"
        />
        <div className={classes.items} data-entries>
          {groups.map((group) => (
            <section key={group ?? ''}>
              {group && (
                <h2 className={classes.group}>
                  {part === 'findings' ? t(`findings.groups.${group}`) : group}
                </h2>
              )}
              <ul>
                {items
                  .filter((item) => item.group === group)
                  .map(({ id, label }) => (
                    <li key={id}>
                      <NavLink
                        to={`/knowledge/${part}/${id}`}
                        {...(part === 'sources' && { lang: languageOf(label) })}
                      >
                        {label}
                      </NavLink>
                    </li>
                  ))}
              </ul>
            </section>
          ))}
        </div>
      </div>
      <div className={classes.content}>
        <Outlet />
      </div>
    </div>
  );
}
