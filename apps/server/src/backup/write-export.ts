import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type pg from 'pg';
import yazl from 'yazl';
import { SCHEMA } from '../store/migrate.ts';
import {
  FILE_TABLES,
  FORMAT,
  FORMAT_VERSION,
  imagePath,
  MANIFEST,
  TABLES,
  tablePath,
  type Manifest,
} from './format.ts';

const PAGE = 1_000;

export interface ExportSource {
  readonly pool: pg.Pool;
  /** Folder of the image archive. */
  readonly archive: string;
  /** Version of this Calx. */
  readonly calx: string;
}

/**
 * Everything in the store as one ZIP, as it stood at one moment; writers are not held up. The stream fails when
 * anything can't be read, and what was written by then is no whole ZIP.
 */
export async function writeExport(source: ExportSource): Promise<Readable> {
  const client = await source.pool.connect();
  const zip = new yazl.ZipFile();
  const output = zip.outputStream as Readable;
  const fail = (error: unknown): void => {
    output.destroy(error instanceof Error ? error : new Error(String(error)));
  };
  // However it ends, the connection is given back.
  output.once('close', () => {
    client.query('rollback').then(
      () => client.release(),
      (error: Error) => client.release(error),
    );
  });
  zip.on('error', fail);
  try {
    await client.query('begin isolation level repeatable read, read only');
    const tables: Manifest['tables'] = {};
    const addLazily = (path: string, make: () => Readable): void =>
      zip.addReadStreamLazy(path, (take) => take(null, make().on('error', fail)));
    for (const { name, order } of TABLES)
      addLazily(tablePath(name), () => Readable.from(rowsOf(client, name, order, tables)));
    const images = { files: 0, bytes: 0 };
    for await (const { file, bytes } of imagesOf(client)) {
      zip.addFile(join(source.archive, file), imagePath(file), { compress: false });
      images.files += 1;
      images.bytes += bytes;
    }
    const migrations = await migrationsOf(client);
    addLazily(MANIFEST, () => {
      const written: Manifest = {
        format: FORMAT,
        formatVersion: FORMAT_VERSION,
        calx: source.calx,
        madeAt: new Date().toISOString(),
        migrations,
        tables,
        images,
      };
      return Readable.from([`${JSON.stringify(written, null, 2)}\n`]);
    });
    zip.end();
    return output;
  } catch (error) {
    output.destroy();
    await once(output, 'close');
    throw error;
  }
}

/** The rows of a table as lines, and once they are through their number and hash. */
async function* rowsOf(
  client: pg.PoolClient,
  name: string,
  order: string,
  tables: Manifest['tables'],
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  let rows = 0;
  const cursor = `export_${name}`;
  await client.query(
    `declare ${cursor} no scroll cursor for select to_jsonb(t)::text as line from ${SCHEMA}.${name} t order by ${order}`,
  );
  for (;;) {
    const page = await client.query<{ line: string }>(`fetch ${PAGE} from ${cursor}`);
    if (page.rows.length === 0) break;
    const text = page.rows.map(({ line }) => `${line}\n`).join('');
    rows += page.rows.length;
    hash.update(text);
    yield text;
  }
  await client.query(`close ${cursor}`);
  tables[name] = { rows, sha256: hash.digest('hex') };
}

async function* imagesOf(client: pg.PoolClient): AsyncGenerator<{ file: string; bytes: number }> {
  const { rows } = await client.query<{ file: string; bytes: string }>(
    FILE_TABLES.map((name) => `select file, bytes from ${SCHEMA}.${name}`).join(' union all ') +
      ' order by file',
  );
  for (const { file, bytes } of rows) yield { file, bytes: Number(bytes) };
}

async function migrationsOf(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from ${SCHEMA}.migrations order by name`,
  );
  return rows.map(({ name }) => name);
}
