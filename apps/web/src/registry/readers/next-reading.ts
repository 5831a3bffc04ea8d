import { roundsFor, type ReaderStudy } from '@calx/registry';
import type { StudyProgress } from '../api/reader-studies.ts';

/** The first reading that a reader has not submitted, in the order of their rounds. */
export function nextReading(
  study: ReaderStudy,
  { mine }: Pick<StudyProgress, 'mine'>,
  reader: string,
): { readonly round: string; readonly caseId: string } | undefined {
  const submitted = new Set(mine.flatMap((one) => (one.submitted ? [`${one.round} ${one.caseId}`] : [])));
  for (const { id: round } of roundsFor(study, reader))
    for (const caseId of study.cases) if (!submitted.has(`${round} ${caseId}`)) return { round, caseId };
  return undefined;
}
