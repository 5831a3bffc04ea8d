import { roundsFor, type ReaderStudy } from '@calx/registry';
import type { StudyProgress } from '../api/reader-studies.ts';

/** The first reading that a reader has not submitted and may begin, in the order of their rounds. */
export function nextReading(
  study: ReaderStudy,
  { mine, waits }: Pick<StudyProgress, 'mine' | 'waits'>,
  reader: string,
): { readonly round: string; readonly caseId: string } | undefined {
  const closed = new Set(
    [...mine.filter(({ submitted }) => submitted), ...waits].map((one) => `${one.round} ${one.caseId}`),
  );
  for (const { id: round } of roundsFor(study, reader))
    for (const caseId of study.cases) if (!closed.has(`${round} ${caseId}`)) return { round, caseId };
  return undefined;
}
