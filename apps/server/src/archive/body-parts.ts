import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseInstance } from '@calx/dicom';
import type { Services } from '../services.ts';
import { filmsWithoutBodyPart, seriesFiles, storeBodyPart } from '../store/images.ts';
import { sortSeries } from './sort-series.ts';

/**
 * Reads what films show that an earlier Calx stored without it, so that the usual protocol is asked of them too. A film
 * whose file can't be read stays as it is, and is tried again at the next start.
 */
export async function fillBodyParts(
  { database: { pool }, folder }: Pick<Services, 'database' | 'folder'>,
  signal: AbortSignal,
): Promise<void> {
  for (const series of await filmsWithoutBodyPart(pool)) {
    if (signal.aborted) return;
    try {
      const files = await seriesFiles(pool, series);
      const films = await Promise.all(
        files.map(async ({ file }) => parseInstance(await readFile(join(folder.archive, file)))),
      );
      const { bodyPart } = sortSeries(films);
      if (bodyPart) await storeBodyPart(pool, series, bodyPart);
    } catch {
      // The checklist then asks less of this film; nothing else rests on it.
    }
  }
}
