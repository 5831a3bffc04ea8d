import type { Queryable } from './database.ts';
import { listRecords, type RegistryRecord } from './records.ts';

/** One reading a case, reader and round. */
export function readingKey(caseId: string, reader: string, round: string): string {
  return JSON.stringify([caseId, reader, round]);
}

export interface VisibleReading extends RegistryRecord<'reading'> {
  readonly reader: string;
  readonly round: string;
}

/**
 * The readings of a case that a reader may see: their own, and those that others have submitted once they have
 * submitted one themselves. Until then readers are blinded to each other.
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
  if (!own.some(({ locked }) => locked)) return own;
  return all.filter((reading) => reading.reader === reader || reading.locked);
}
