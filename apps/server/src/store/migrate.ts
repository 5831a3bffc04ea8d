import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { ServerError } from '../errors.ts';

/** The schema in PostgreSQL that holds everything of Calx. */
export const SCHEMA = 'calx';
/** Any constant that no other program uses: two programs never migrate at once. */
const MIGRATION_LOCK = 0x63616c78;

/** The migrations that Calx brings, applied in the order of their names. */
export const MIGRATIONS = fileURLToPath(new URL('../../migrations/', import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

export interface MigrateOptions {
  /** Another folder than that of this program. */
  readonly folder?: string | undefined;
  /** Name of the last step to take; all when left out. */
  readonly until?: string | undefined;
}

/** Names of the steps that this Calx brings, in order. */
export async function knownMigrations(): Promise<string[]> {
  return (await readMigrations(MIGRATIONS)).map(({ name }) => name);
}

/**
 * Brings the store to the version of this program, each step in one transaction: it is applied whole or not
 * at all. Throws `migration-failed`, `migration-changed` or `store-newer`; the store is then as before.
 */
export async function migrate(
  client: pg.ClientBase,
  { folder = MIGRATIONS, until }: MigrateOptions = {},
): Promise<void> {
  const all = await readMigrations(folder);
  const migrations = until === undefined ? all : all.filter(({ name }) => name <= until);
  await client.query(`create schema if not exists ${SCHEMA}`);
  await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
  try {
    await client.query(
      `create table if not exists ${SCHEMA}.migrations (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now())`,
    );
    const applied = await appliedMigrations(client);
    checkKnown(applied, migrations);
    for (const migration of migrations) {
      if (!applied.has(migration.name)) await apply(client, migration);
    }
  } finally {
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  }
}

async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (file) => {
      const sql = (await readFile(join(folder, file), 'utf8')).replaceAll('\r\n', '\n');
      const sha256 = createHash('sha256').update(sql).digest('hex');
      return { name: file.replace(/\.sql$/, ''), sql, sha256 };
    }),
  );
}

async function appliedMigrations(client: pg.ClientBase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    `select name, sha256 from ${SCHEMA}.migrations order by name`,
  );
  return new Map(rows.map(({ name, sha256 }) => [name, sha256]));
}

function checkKnown(applied: ReadonlyMap<string, string>, migrations: readonly Migration[]): void {
  const known = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  for (const [name, sha256] of applied) {
    const mine = known.get(name);
    if (mine === undefined) throw new ServerError('store-newer', { name }, 500);
    if (mine !== sha256) throw new ServerError('migration-changed', { name }, 500);
  }
}

async function apply(client: pg.ClientBase, { name, sql, sha256 }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(`set local search_path to ${SCHEMA}`);
    await client.query(sql);
    await client.query(`insert into ${SCHEMA}.migrations (name, sha256) values ($1, $2)`, [name, sha256]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const reason = error instanceof Error ? error.message : 'unknown';
    throw new ServerError('migration-failed', { name, reason }, 500);
  }
}
