import type { PatientHeader, Study } from '@calx/dicom';
import type { ReportSeries, ReportStudy } from './types.ts';

/** What the report tells of a study that was read: series with voxel size and number of images. */
export function studySummary(
  patient: PatientHeader,
  study: Study,
  roles: Readonly<Record<string, string>> = {},
): ReportStudy {
  return {
    studyUID: study.uid,
    ...filled({ date: study.date, description: study.description, accession: study.accessionNumber }),
    patient: filled({ name: patient.name, id: patient.id, birthDate: patient.birthDate }),
    series: study.series.map((series) => seriesSummary(series, roles[series.key])),
  };
}

function seriesSummary(series: Study['series'][number], role: string | undefined): ReportSeries {
  const stack = series.stacks.find(({ localizer }) => !localizer);
  const [first, second] = stack?.slices ?? [];
  const [rows, columns] = first?.header.pixelSpacing ?? [];
  const gap = first && second ? Math.abs(second.location - first.location) : 0;
  const thickness = first?.header.sliceThickness;
  return {
    seriesUID: series.uid || series.key,
    modality: series.modality,
    role: role ?? series.modality.toLowerCase(),
    instances: series.instances.reduce((sum, { frames }) => sum + Math.max(frames.length, 1), 0),
    ...(rows !== undefined && columns !== undefined && gap > 0
      ? { spacing: [columns, rows, gap] as const }
      : {}),
    ...(thickness === undefined ? {} : { sliceThickness: thickness }),
  };
}

/** Entries that say something. */
function filled<Key extends string>(entries: Readonly<Record<Key, string>>): Partial<Record<Key, string>> {
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== '')) as Partial<
    Record<Key, string>
  >;
}
