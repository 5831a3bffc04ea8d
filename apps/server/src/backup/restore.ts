import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { text } from 'node:stream/consumers';
import type pg from 'pg';
import { ZipReader, type ZipEntry } from '../archive/zip.ts';
import type { DataFolder } from '../data-folder.ts';
import { errorCode, explainSystem, ServerError } from '../errors.ts';
import { moveDurably, syncFolder } from '../files.ts';
import { linesOf } from '../lines.ts';
import { transaction, type Queryable } from '../store/database.ts';
import { knownMigrations, migrate, SCHEMA } from '../store/migrate.ts';
import {
  FILE_TABLES,
  FORMAT_VERSION,
  imagePath,
  manifest,
  MANIFEST,
  TABLES,
  tablePath,
  type Manifest,
} from './format.ts';

const BATCH = 500;

/**
 * Brings an export back into an empty store: images first, then all rows in one transaction, then the schema
 * forward to this version. Whatever goes wrong, the store is as empty as before.
 * @throws ServerError `restore-not-empty`, `restore-broken`, `store-newer`.
 */
export async function restore(pool: pg.Pool, folder: DataFolder, file: string): Promise<Manifest> {
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from cases');
  if (rows[0]?.n !== 0) throw new ServerError('restore-not-empty', {}, 409);
  const zip = await ZipReader.open(file).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') throw new ServerError('restore-missing', { file: basename(file) });
    throw new ServerError('restore-broken', { part: 'ZIP' });
  });
  const moved: string[] = [];
  try {
    const entries = new Map<string, ZipEntry>();
    for await (const entry of zip.entries()) entries.set(entry.fileName, entry);
    const source: Source = { zip, entries, stated: await readManifest(zip, entries) };
    await checkVersion(source.stated);
    await restoreImages(source, folder, moved);
    await restoreRows(source, pool);
    return source.stated;
  } catch (error) {
    await Promise.all(moved.map((path) => rm(path, { force: true })));
    const explained = explainSystem(error);
    // What the ZIP reader and PostgreSQL say of a damaged file names no part that a person knows.
    throw explained instanceof ServerError ? explained : new ServerError('restore-broken', { part: 'ZIP' });
  } finally {
    zip.close();
  }
}

interface Source {
  readonly zip: ZipReader;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  readonly stated: Manifest;
}

async function readManifest(zip: ZipReader, entries: ReadonlyMap<string, ZipEntry>): Promise<Manifest> {
  const entry = entries.get(MANIFEST);
  const read = entry && manifest.safeParse(JSON.parse(await text(await zip.read(entry))));
  if (!read?.success) throw new ServerError('restore-broken', { part: MANIFEST });
  return read.data;
}

async function checkVersion({ formatVersion, migrations, calx }: Manifest): Promise<void> {
  const known = await knownMigrations();
  const mine = migrations.every((name, index) => known[index] === name);
  if (formatVersion > FORMAT_VERSION || !mine) throw new ServerError('store-newer', { name: calx });
}

/** Every image into the archive, checked against the hash that its row states. */
async function restoreImages(source: Source, folder: DataFolder, moved: string[]): Promise<void> {
  const place = join(folder.incoming, randomUUID());
  await mkdir(place, { mode: 0o700 });
  const folders = new Set([folder.archive]);
  try {
    for await (const line of fileRows(source)) {
      const { file, sha256 } = JSON.parse(line) as { file: string; sha256: string };
      const unpacked = join(place, 'image');
      const hash = createHash('sha256');
      await pipeline(
        await streamOf(source, imagePath(file)),
        new Transform({
          transform: (chunk: Buffer, _encoding, done) => done(null, (hash.update(chunk), chunk)),
        }),
        createWriteStream(unpacked, { mode: 0o600 }),
      );
      if (hash.digest('hex') !== sha256) throw new ServerError('restore-broken', { part: imagePath(file) });
      const target = join(folder.archive, file);
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await moveDurably(unpacked, target);
      moved.push(target);
      folders.add(dirname(target)).add(dirname(dirname(target)));
    }
    for (const parent of folders) await syncFolder(parent);
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** Rows that name files; a table that the export's version did not have yet has none. */
async function* fileRows(source: Source): AsyncGenerator<string> {
  for (const name of FILE_TABLES) {
    if (source.stated.tables[name]) yield* linesOf(await streamOf(source, tablePath(name)));
  }
}

async function restoreRows(source: Source, pool: pg.Pool): Promise<void> {
  const client = await pool.connect();
  try {
    // The rows go into the schema that they were written from; nothing is lost, for the store is empty.
    await client.query(`drop schema ${SCHEMA} cascade`);
    await migrate(client, { until: source.stated.migrations.at(-1) });
  } finally {
    client.release();
  }
  try {
    await transaction(pool, async (db) => {
      for (const { name } of TABLES) await restoreTable(source, db, name);
    });
  } finally {
    const forward = await pool.connect();
    await migrate(forward).finally(() => forward.release());
  }
}

async function restoreTable(source: Source, db: Queryable, name: string): Promise<void> {
  const stated = source.stated.tables[name];
  // A table that the export's version did not have yet stays empty.
  if (!stated) return;
  const hash = createHash('sha256');
  let rows = 0;
  let batch: string[] = [];
  const insert = async (): Promise<void> => {
    if (batch.length === 0) return;
    await db.query(
      `insert into ${SCHEMA}.${name} select * from jsonb_populate_recordset(null::${SCHEMA}.${name}, $1::jsonb)`,
      [`[${batch.join(',')}]`],
    );
    batch = [];
  };
  for await (const line of linesOf(await streamOf(source, tablePath(name)))) {
    hash.update(`${line}\n`);
    rows += 1;
    batch.push(line);
    if (batch.length === BATCH) await insert();
  }
  await insert();
  if (rows !== stated.rows || hash.digest('hex') !== stated.sha256)
    throw new ServerError('restore-broken', { part: tablePath(name) });
}

async function streamOf({ zip, entries }: Source, path: string) {
  const entry = entries.get(path);
  if (!entry) throw new ServerError('restore-broken', { part: path });
  return zip.read(entry);
}
