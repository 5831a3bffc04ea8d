import { createHash, randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { readPicture, type Picture } from '../archive/picture.ts';
import type { DataFolder } from '../data-folder.ts';
import { ServerError } from '../errors.ts';
import { moveDurably, syncFolder } from '../files.ts';
import { readCase, touchCase } from '../store/cases.ts';
import { transaction, type Queryable } from '../store/database.ts';
import { saveRecordWithin } from '../store/records.ts';
import type { PhotographDocument } from '../store/registry-documents.ts';

/** A photograph of a case: what it shows, and the file behind it. */
export interface Photograph extends PhotographDocument {
  readonly id: string;
  readonly type: Picture['type'];
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

/** The photographs of a case that were not taken out, the oldest first. */
export async function listPhotographs(db: Queryable, caseId: string): Promise<Photograph[]> {
  const { rows } = await db.query<{
    id: string;
    type: Picture['type'];
    width: number;
    height: number;
    bytes: string;
    document: PhotographDocument;
    version: number;
    by: string;
    updated_at: Date;
  }>(
    `select p.id, p.type, p.width, p.height, p.bytes, r.document, r.version, r.by, r.updated_at
       from photographs p join registry_records r on r.kind = 'photograph' and r.key = p.id::text
       join registry_record_versions v on v.record_id = r.id and v.version = 1
      where p.case_id = $1 and not coalesce((r.document->>'removed')::boolean, false) order by v.at, p.id`,
    [caseId],
  );
  return rows.map(({ id, type, width, height, bytes, document, version, by, updated_at }) => ({
    id,
    ...document,
    type,
    width,
    height,
    bytes: Number(bytes),
    version,
    by,
    at: updated_at.toISOString(),
  }));
}

/**
 * Puts a picture into the archive and beside a case: file and row appear together or not at all.
 * @throws ServerError `case-unknown`, and those of `readPicture`.
 */
export async function addPhotograph(
  pool: pg.Pool,
  folder: DataFolder,
  caseId: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
  document: PhotographDocument,
  by: string,
): Promise<string> {
  await readCase(pool, caseId);
  const picture = readPicture(file.bytes, file.name);
  const id = randomUUID();
  const path = `photographs/${caseId}/${id}.${picture.type.slice('image/'.length)}`;
  const target = join(folder.archive, path);
  const unfinished = join(folder.incoming, id);
  await writeFile(unfinished, picture.bytes, { mode: 0o600 });
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await moveDurably(unfinished, target);
    await syncFolder(join(folder.archive, 'photographs'));
    await syncFolder(folder.archive);
    await transaction(pool, async (db) => {
      const { type, width, height, bytes } = picture;
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await db.query(
        `insert into photographs (id, case_id, file, type, width, height, bytes, sha256)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [id, caseId, path, type, width, height, bytes.length, sha256],
      );
      await saveRecordWithin(db, { kind: 'photograph', key: id, caseId, version: 0, document, by });
      await touchCase(db, caseId, by, 'photographs');
    });
    return id;
  } catch (error) {
    await rm(unfinished, { force: true });
    await rm(target, { force: true });
    throw error;
  }
}

/** Where the bytes of a photograph lie and what it shows. @throws ServerError `photograph-unknown`. */
export async function photographFile(db: Queryable, id: string): Promise<PhotographFile> {
  const { rows } = await db.query<PhotographFile>(
    `select p.file, p.type, p.case_id as "caseId", r.document->>'kind' as kind, r.by
       from photographs p join registry_records r on r.kind = 'photograph' and r.key = p.id::text
      where p.id = $1`,
    [id],
  );
  const found = rows[0];
  if (!found) throw new ServerError('photograph-unknown', {}, 404);
  return found;
}

export interface PhotographFile {
  readonly file: string;
  readonly type: Picture['type'];
  readonly caseId: string;
  readonly kind: PhotographDocument['kind'];
  /** Who last said what it shows. */
  readonly by: string;
}
