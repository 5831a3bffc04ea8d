import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import classes from './Registry.module.css';

/** Parts of the registry in the order of the work: a question, its readers, rows in, counts out, a paper checked. */
const PARTS = ['cohorts', 'readers', 'import', 'evidence', 'audit'] as const;

/** The frame of all registry pages: their names in one line, the page below. */
export function RegistryPage() {
  const { t } = useTranslation('registry-pages');
  return (
    <div className={classes.frame}>
      <nav className={classes.parts} aria-label={t('title')}>
        {PARTS.map((part) => (
          <NavLink key={part} to={`/registry/${part}`}>
            {t(`parts.${part}`)}
          </NavLink>
        ))}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}
