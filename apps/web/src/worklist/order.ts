import type { CaseColumn, CaseStatus, CaseSummary } from '../api/types.ts';

export const STATUSES: readonly CaseStatus[] = ['new', 'reading', 'second-reader', 'signed', 'proven'];
export type StatusFilter = CaseStatus | 'all';

export interface CaseOrder {
  readonly by: CaseColumn;
  readonly down: boolean;
}

/** Modalities of all studies of a case, each once. */
export const modalitiesOf = (item: CaseSummary): string =>
  [...new Set(item.studies.flatMap((study) => study.modalities))].sort().join(' · ');

/** Latest study date, as stored in DICOM (YYYYMMDD), or empty. */
export const studyDateOf = (item: CaseSummary): string =>
  item.studies.reduce((latest, study) => ((study.date ?? '') > latest ? (study.date ?? '') : latest), '');
