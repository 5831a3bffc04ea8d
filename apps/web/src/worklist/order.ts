import type { CaseStatus, CaseSummary } from '../api/types.ts';

export const STATUSES: readonly CaseStatus[] = ['new', 'reading', 'second-reader', 'signed', 'proven'];
export type StatusFilter = CaseStatus | 'all';

export type CaseColumn = 'name' | 'studyDate' | 'modality' | 'status' | 'updatedAt';
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

const columns: Readonly<Record<CaseColumn, (item: CaseSummary) => string | number>> = {
  name: (item) => item.patient.name ?? item.patient.id ?? '',
  studyDate: studyDateOf,
  modality: modalitiesOf,
  status: (item) => STATUSES.indexOf(item.status),
  updatedAt: (item) => item.updatedAt,
};

/** Keeps the cases whose name, id, modality or description holds every word of the query. */
export function filterCases(
  cases: readonly CaseSummary[],
  query: string,
  status: StatusFilter,
): readonly CaseSummary[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return cases.filter((item) => {
    if (status !== 'all' && item.status !== status) return false;
    const text = [
      item.patient.name,
      item.patient.id,
      modalitiesOf(item),
      ...item.studies.map((study) => study.description),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** A sorted copy; equal rows keep their order. */
export function sortCases(cases: readonly CaseSummary[], order: CaseOrder): readonly CaseSummary[] {
  const key = columns[order.by];
  const sign = order.down ? -1 : 1;
  return [...cases].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    if (typeof x === 'number' && typeof y === 'number') return sign * (x - y);
    return sign * String(x).localeCompare(String(y));
  });
}
