import type { Queryable } from './database.ts';
import { listRecords, type RegistryRecord } from './records.ts';

/** One reading a case, reader and round. */
export function readingKey(caseId: string, reader: string, round: string): string {
  return JSON.stringify([caseId, reader, round]);
}

/** The round of a reader study as a round of readings. */
export const studyRound = (study: string, round: string): string => JSON.stringify([study, round]);
const isOfStudy = (round: string): boolean => round.startsWith('[');

export interface VisibleReading extends RegistryRecord<'reading'> {
  readonly reader: string;
  readonly round: string;
}

/**
 * The readings of a case that a reader may see: their own, and those that others have submitted in a round in which
 * they have submitted theirs. Until then readers are blinded to each other. Those of a reader study are given out by
 * the study alone.
 */
export async function visibleReadings(
  db: Queryable,
  caseId: string,
  reader: string,
): Promise<VisibleReading[]> {
  const all = (await listRecords(db, 'reading', caseId)).map((record): VisibleReading => {
    const [, by, round] = JSON.parse(record.key) as [string, string, string];
    return { ...record, reader: by, round };
  });
  const own = all.filter((reading) => reading.reader === reader);
  const shared = new Set(own.flatMap(({ locked, round }) => (locked && !isOfStudy(round) ? [round] : [])));
  return all.filter((reading) => reading.reader === reader || (reading.locked && shared.has(reading.round)));
}
