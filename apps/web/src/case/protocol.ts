import { lackingItems, protocolChecklist, type SeriesRole } from '@calx/dicom';
import type { CaseSeries, CaseStudy } from '../api/types.ts';
import { seriesOf } from './series.ts';

const roleOf = ({ role, roleConfidence, plane, bodyPart }: CaseSeries): SeriesRole => ({
  role: role ?? 'other',
  confidence: roleConfidence ?? 0,
  because: [],
  ...(plane && { plane }),
  ...(bodyPart && { bodyPart }),
});

/** What the studies of a case lack of the usual protocol, as keys of `dicom:protocol`; without images nothing is asked. */
export function lackingOf(studies: readonly CaseStudy[]): readonly string[] {
  const series = seriesOf(studies).map((one) => ({ key: one.uid, role: roleOf(one) }));
  if (series.length === 0) return [];
  return lackingItems(
    protocolChecklist(series),
    series.map(({ role }) => role),
  );
}
