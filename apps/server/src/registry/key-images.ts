import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Panel } from '@calx/registry';
import { tiffToPng } from '../archive/tiff-to-png.ts';
import type { DataFolder } from '../data-folder.ts';
import type { Queryable } from '../store/database.ts';
import type { PhotographDocument } from '../store/registry-documents.ts';

/** A montage of more can't be printed on one page, and their bytes not be held at once. */
const MOST_PANELS = 24;
const MOST_BYTES = 64 * 2 ** 20;

/** The key images of cases, in the order in which they came, for the montage of their paper. */
export async function keyImages(
  db: Queryable,
  folder: DataFolder,
  cases: readonly { readonly id: string }[],
): Promise<Panel[]> {
  const { rows } = await db.query<{
    id: string;
    file: string;
    type: 'image/jpeg' | 'image/png' | 'image/tiff';
    width: number;
    height: number;
    bytes: string;
    document: PhotographDocument;
  }>(
    `select p.id, p.file, p.type, p.width, p.height, p.bytes, r.document
       from photographs p join registry_records r on r.kind = 'photograph' and r.key = p.id::text
       join registry_record_versions v on v.record_id = r.id and v.version = 1
      where p.case_id = any($1) and r.document->>'kind' = 'key-image'
        and not coalesce((r.document->>'removed')::boolean, false)
      order by v.at, p.id limit ${MOST_PANELS}`,
    [cases.map(({ id }) => id)],
  );
  const panels: Panel[] = [];
  let held = 0;
  for (const { id, file, type, width, height, bytes, document } of rows) {
    held += Number(bytes);
    if (held > MOST_BYTES) break;
    const stored = await readFile(join(folder.archive, file));
    const { caption, marks } = document;
    const shown = type === 'image/tiff' ? tiffToPng(stored, id) : stored;
    panels.push({
      type: type === 'image/tiff' ? 'image/png' : type,
      bytes: shown,
      width,
      height,
      caption,
      marks,
    });
  }
  return panels;
}
