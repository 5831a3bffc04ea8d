import { useTranslation } from 'react-i18next';
import type { Lang } from '@calx/knowledge';
import classes from '../Registry.module.css';

export interface CheckedItem {
  readonly id: string;
  /** Number of the item in the checklist. */
  readonly item: string;
  readonly label: string;
  readonly done: boolean;
  /** What is lacking, in words. */
  readonly missing: readonly string[];
}

interface Props {
  readonly items: readonly CheckedItem[];
  /** Language of the items. */
  readonly lang: Lang;
}

/** A reporting guideline as a list: what is there, and what is lacking. */
export function Checklist({ items, lang }: Props) {
  const { t } = useTranslation('registry-pages');
  return (
    <ul className={classes.checklist} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      {items.map(({ id, item, label, done, missing }) => (
        <li key={id} data-done={done}>
          <span aria-hidden>{done ? '✓' : '○'}</span>
          <span>
            <span className={classes.hidden}>{t(done ? 'paper.has' : 'paper.lacks')}: </span>
            {item} {label}
            {!done && missing.length > 0 && (
              <span className={classes.dim}> – {missing.join(lang === 'zh' ? '；' : '; ')}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
