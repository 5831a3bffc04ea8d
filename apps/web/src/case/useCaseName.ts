import { useTranslation } from 'react-i18next';
import type { CaseDocument, CaseSummary } from '../api/types.ts';

type Named = Pick<CaseSummary | CaseDocument, 'id' | 'patient' | 'pseudonym'>;

/** So much of a case's identifier tells two nameless cases apart. */
const TAIL = 4;

/** What a case is called: its patient's name or number, under what it was imported, else "no name" and the end of its identifier. */
export function useCaseName(): (item: Named) => string {
  const { t } = useTranslation();
  return ({ id, patient, pseudonym }) =>
    [patient?.name, patient?.id, pseudonym].find((name) => name?.trim()) ??
    t('worklist.unnamed', { id: id.slice(-TAIL) });
}
