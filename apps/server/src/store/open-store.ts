import { resolve } from 'node:path';
import { openDataFolder, type DataFolder } from '../data-folder.ts';
import { ServerError } from '../errors.ts';
import { runningCluster, startCluster } from '../postgres/cluster.ts';
import { openDatabase, type Database } from './database.ts';

export interface StoreOptions {
  /** Folder of the archive and of the embedded store; made when missing. */
  readonly dataDir: string;
  /** PostgreSQL to use instead of the embedded one: `postgres://user:password@host/database`. */
  readonly databaseUrl?: string | undefined;
}

/** Data folder and database, owned by this process. */
export interface Store {
  readonly folder: DataFolder;
  readonly database: Database;
  /** Stops the database in order and gives the folder free. */
  close(): Promise<void>;
}

/**
 * Opens and migrates the store.
 * @throws ServerError with one sentence; whatever was started by then is stopped again.
 */
export async function openStore({ dataDir, databaseUrl }: StoreOptions): Promise<Store> {
  const steps = new Undo();
  try {
    const folder = await openDataFolder(dataDir);
    steps.add(() => folder.release());
    const cluster = databaseUrl === undefined ? await startCluster(folder.root) : undefined;
    if (cluster) steps.add(() => cluster.stop());
    const database = await openDatabase(cluster?.connection ?? { connectionString: databaseUrl });
    steps.add(() => database.close());
    return { folder, database, close: () => steps.undo() };
  } catch (error) {
    await steps.undo();
    throw error;
  }
}

/**
 * The store, or, where another Calx serves the data folder, its database beside it: the images stay with whoever
 * owns the folder.
 */
export async function openOrJoinStore(
  options: StoreOptions,
): Promise<Pick<Store, 'database' | 'close'> & { root: string }> {
  try {
    const { database, folder, close } = await openStore(options);
    return { database, close, root: folder.root };
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== 'data-locked') throw error;
    const root = resolve(options.dataDir);
    const { databaseUrl } = options;
    const connection = databaseUrl ? { connectionString: databaseUrl } : await runningCluster(root);
    if (!connection) throw error;
    const database = await openDatabase(connection);
    return { database, close: () => database.close(), root };
  }
}

/** What was started and has to be stopped: last first, each whatever becomes of the others, once. */
export class Undo {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #undone: Promise<void> | undefined;

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  /** Rejects at the end with the first failure, if any. */
  undo(): Promise<void> {
    return (this.#undone ??= this.#run());
  }

  async #run(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.#steps.toReversed()) await step().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }
}
