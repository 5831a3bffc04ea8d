import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Mapping, SignedBundle } from '@calx/registry';
import type pg from 'pg';
import type { ReaderStudy } from '@calx/registry';
import { ServerError } from '../errors.ts';
import type { SaveResult } from './cases.ts';
import { transaction, type Queryable } from './database.ts';
import type {
  CohortDocument,
  FrozenDocument,
  OutcomeDocument,
  PhotographDocument,
  ReadingDocument,
  SignerDocument,
  SourceDocument,
} from './registry-documents.ts';

/** What each kind of record holds. */
export interface RecordDocuments {
  /** Key: the case. */
  readonly outcome: OutcomeDocument;
  /** Key: case, reader and round (`readingKey`). */
  readonly reading: ReadingDocument;
  /** Key: the cohort's name. */
  readonly cohort: CohortDocument;
  /** Key: the content hash. */
  readonly 'reader-study': ReaderStudy;
  readonly 'frozen-cohort': FrozenDocument;
  /** Key: `own`. */
  readonly 'evidence-source': SourceDocument;
  /** What was shared. Key: its version. */
  readonly 'evidence-export': SignedBundle;
  /** What was taken in. Key: source and signer. */
  readonly 'evidence-bundle': SignedBundle;
  /** Key: the public key. */
  readonly 'evidence-signer': SignerDocument;
  /** How tables with these columns are read. Key: a hash of the columns. */
  readonly 'import-mapping': Mapping;
  /** What a photograph shows. Key: its id. */
  readonly photograph: PhotographDocument;
}
export type RecordKind = keyof RecordDocuments;

/** A versioned document of the registry. */
export interface RegistryRecord<K extends RecordKind> {
  readonly key: string;
  readonly caseId: string | null;
  readonly version: number;
  readonly by: string;
  readonly updatedAt: string;
  /** Submitted or frozen: it never changes again. */
  readonly locked: boolean;
  readonly document: RecordDocuments[K];
}

export interface RecordChange<K extends RecordKind> {
  readonly kind: K;
  readonly key: string;
  readonly caseId?: string;
  /** The version that was changed; 0 for a record that is not there yet. */
  readonly version: number;
  readonly document: RecordDocuments[K];
  readonly by: string;
  readonly lock?: boolean;
}

/**
 * Stores a new version of a record, with the same rules as for cases: nothing newer is overwritten, and a
 * repeated request is confirmed again.
 * @throws ServerError `record-locked`, `case-unknown`.
 */
export function saveRecord<K extends RecordKind>(
  pool: pg.Pool,
  change: RecordChange<K>,
): Promise<SaveResult> {
  return transaction(pool, (db) => saveRecordWithin(db, change));
}

/** {@link saveRecord} inside a transaction. */
export async function saveRecordWithin<K extends RecordKind>(
  db: Queryable,
  change: RecordChange<K>,
): Promise<SaveResult> {
  const { kind, key, caseId, version, document, by, lock = false } = change;
  if (caseId !== undefined) await requireCase(db, caseId);
  const current = await readRow(db, kind, key, true);
  const same = current && current.locked === lock && isDeepStrictEqual(current.document, document);
  if (same) return { saved: true, version: current.version };
  if (current?.locked) throw new ServerError('record-locked', {}, 409);
  if ((current?.version ?? 0) !== version) return { saved: false, current: current?.version ?? 0 };
  const next = version + 1;
  const { rows } = await db.query<{ id: string }>(
    `insert into registry_records (id, kind, key, case_id, version, by, locked, document)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (kind, key) do update set version = excluded.version, by = excluded.by,
       updated_at = now(), locked = excluded.locked, document = excluded.document
       where registry_records.version = excluded.version - 1
     returning id`,
    [randomUUID(), kind, key, caseId ?? null, next, by, lock, JSON.stringify(document)],
  );
  const id = rows[0]?.id;
  // Somebody else made the same record between the look and the insert.
  if (id === undefined) return { saved: false, current: next };
  await db.query(
    `insert into registry_record_versions (record_id, version, by, locked, document) values ($1, $2, $3, $4, $5)`,
    [id, next, by, lock, JSON.stringify(document)],
  );
  return { saved: true, version: next };
}

/** A record, newest or as it was; undefined where there is none. */
export async function readRecord<K extends RecordKind>(
  db: Queryable,
  kind: K,
  key: string,
  version?: number,
): Promise<RegistryRecord<K> | undefined> {
  const row = await readRow(db, kind, key);
  if (!row || version === undefined || version === row.version) return row && toRecord<K>(row);
  const { rows } = await db.query<Omit<RecordRow, 'key' | 'case_id'>>(
    `select version, by, at as updated_at, locked, document from registry_record_versions
      where record_id = $1 and version = $2`,
    [row.id, version],
  );
  const earlier = rows[0];
  if (!earlier) throw new ServerError('version-unknown', { version }, 404);
  return toRecord<K>({ ...row, ...earlier });
}

/** All records of a kind, of one case if given, by key. */
export async function listRecords<K extends RecordKind>(
  db: Queryable,
  kind: K,
  caseId?: string,
): Promise<RegistryRecord<K>[]> {
  const { rows } = await db.query<RecordRow>(
    `select * from registry_records where kind = $1 and ($2::uuid is null or case_id = $2) order by key`,
    [kind, caseId ?? null],
  );
  return rows.map((row) => toRecord<K>(row));
}

interface RecordRow {
  id: string;
  key: string;
  case_id: string | null;
  version: number;
  by: string;
  updated_at: Date;
  locked: boolean;
  document: unknown;
}

async function readRow(
  db: Queryable,
  kind: RecordKind,
  key: string,
  forUpdate = false,
): Promise<RecordRow | undefined> {
  const { rows } = await db.query<RecordRow>(
    `select * from registry_records where kind = $1 and key = $2 ${forUpdate ? 'for update' : ''}`,
    [kind, key],
  );
  return rows[0];
}

async function requireCase(db: Queryable, id: string): Promise<void> {
  const { rowCount } = await db.query('select 1 from cases where id = $1', [id]);
  if (rowCount === 0) throw new ServerError('case-unknown', {}, 404);
}

function toRecord<K extends RecordKind>(row: RecordRow): RegistryRecord<K> {
  return {
    key: row.key,
    caseId: row.case_id,
    version: row.version,
    by: row.by,
    updatedAt: row.updated_at.toISOString(),
    locked: row.locked,
    document: row.document as RecordDocuments[K],
  };
}
