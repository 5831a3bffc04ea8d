import { useTranslation } from 'react-i18next';
import type { Finding } from '@calx/knowledge';
import classes from './Findings.module.css';

export type MarkKind = 'measured' | 'read' | 'reported' | 'proposed';

const SIGNS: Readonly<Record<MarkKind, string>> = { measured: '◆', read: '✎', reported: '¶', proposed: '◇' };

export function markOf({ how, confirmed }: Pick<Finding, 'how' | 'confirmed'>): MarkKind {
  if (!confirmed) return 'proposed';
  if (how === 'reported') return 'reported';
  return how === 'read' ? 'read' : 'measured';
}

/** ◆ measured by machine, ✎ read by a person, ¶ from text; hollow while nobody confirmed it. */
export function Mark({ kind }: { readonly kind: MarkKind }) {
  const { t } = useTranslation();
  return (
    <span className={classes.mark} data-kind={kind} title={t(`findings.mark.${kind}`)}>
      <span aria-hidden>{SIGNS[kind]}</span>
      <span className={classes.hidden}>{t(`findings.mark.${kind}`)}</span>
    </span>
  );
}
