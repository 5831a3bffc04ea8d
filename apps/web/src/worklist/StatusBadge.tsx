import { useTranslation } from 'react-i18next';
import type { CaseStatus } from '../api/types.ts';
import classes from './Worklist.module.css';

const MARKS: Readonly<Record<CaseStatus, string>> = {
  new: '○',
  reading: '◐',
  'second-reader': '◑',
  signed: '●',
  proven: '★',
};

/** A status as mark and word: colour is never the only sign. */
export function StatusBadge({ status }: { readonly status: CaseStatus }) {
  const { t } = useTranslation();
  return (
    <span className={classes.status} data-status={status}>
      <span aria-hidden>{MARKS[status]}</span> {t(`worklist.statuses.${status}`)}
    </span>
  );
}
