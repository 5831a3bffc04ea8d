import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { explainSystem } from '../errors.ts';
import { moveDurably } from '../files.ts';
import { ownVersion } from '../server.ts';
import { openStore, type StoreOptions } from '../store/open-store.ts';
import type { Manifest } from './format.ts';
import { restore } from './restore.ts';
import { writeExport } from './write-export.ts';

/**
 * Writes everything in a store that nobody serves to one file, whole or not at all. A running server gives the
 * same at `/api/export`.
 */
export async function exportStore(options: StoreOptions & { readonly file: string }): Promise<void> {
  const store = await openStore(options);
  const unfinished = `${options.file}.unfinished`;
  try {
    const { pool } = store.database;
    const source = { pool, archive: store.folder.archive, calx: await ownVersion() };
    await pipeline(await writeExport(source), createWriteStream(unfinished, { mode: 0o600 }));
    await moveDurably(unfinished, options.file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw explainSystem(error);
  } finally {
    await store.close();
  }
}

/**
 * Brings an export back into an empty store, of either role.
 * @throws ServerError `restore-not-empty`, `restore-broken`, `store-newer`; the store is then still empty.
 */
export async function restoreStore(options: StoreOptions & { readonly file: string }): Promise<Manifest> {
  const store = await openStore(options);
  try {
    return await restore(store.database.pool, store.folder, options.file);
  } finally {
    await store.close();
  }
}
