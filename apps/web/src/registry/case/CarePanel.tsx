import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useLang } from '../../i18n/useLang.ts';
import { fetchCare } from '../api/cases.ts';
import { Answer } from '../parts/Answer.tsx';
import { Checklist } from '../parts/Checklist.tsx';
import classes from '../Registry.module.css';

/** What a report of this case would still lack (CARE). */
export function CarePanel({ id }: { readonly id: string }) {
  const { t, i18n } = useTranslation(['registry-pages', 'registry']);
  const lang = useLang();
  const care = useQuery({ queryKey: ['registry', 'care', id], queryFn: () => fetchCare(id) });
  /** What is lacking is a fact of the case, or a passage of the report. */
  const lacking = (what: string): string => {
    const fact = `registry:lacking.${what}`;
    return i18n.exists(fact) ? t(fact) : t(`registry:section.${what}`);
  };
  return (
    <Answer query={care}>
      {(items) =>
        items && (
          <section className={classes.panel} aria-label={t('case.care')} data-care>
            <h2>{t('case.care')}</h2>
            <p className={classes.dim}>{t('case.careText')}</p>
            <Checklist
              lang={lang}
              items={items.map(({ id: name, item, done, missing }) => ({
                id: name,
                item,
                label: t(`registry:care.${name}`),
                done,
                missing: missing.map(lacking),
              }))}
            />
          </section>
        )
      }
    </Answer>
  );
}
