import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { loadRelease } from '@calx/knowledge';
import { buildApp } from './http/app.ts';
import { openDataFolder } from './data-folder.ts';
import { errorCode, ServerError } from './errors.ts';
import { startCluster } from './postgres/cluster.ts';
import { listSamples, openSample } from './samples.ts';
import { CaseEvents } from './store/case-events.ts';
import { openDatabase } from './store/database.ts';

export interface ServerOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; loopback unless told. */
  readonly host?: string;
  /** Folder of the archive and of the embedded store; made when missing. */
  readonly dataDir: string;
  /** PostgreSQL to use instead of the embedded one: `postgres://user:password@host/database`. */
  readonly databaseUrl?: string;
  /** The built page. */
  readonly webRoot: string;
  /** The bundled samples. */
  readonly samplesRoot: string;
  /** `warn` unless told; messages go to stderr and hold no patient data. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Called with the address once everything is ready. */
  readonly onReady?: (url: string) => void;
}

export interface RunningServer {
  readonly url: string;
  /** Finishes what is under way, stops the store in order and gives the data folder free. */
  close(): Promise<void>;
}

/** Who is named in the history for what Calx does by itself. */
const CALX = 'calx';

/**
 * Starts the workbench: data folder, store, samples, HTTP.
 * @throws ServerError with one sentence; whatever was started by then is stopped again.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const started: (() => Promise<unknown>)[] = [];
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= undo(started));
  try {
    const folder = await openDataFolder(options.dataDir);
    started.push(() => folder.release());
    const connection = await connectionOf(options, folder.root, started);
    const database = await openDatabase(connection);
    started.push(() => database.close());
    const events = new CaseEvents(database.connection);
    started.push(() => events.close());
    await events.open();
    const about = { version: await ownVersion(), release: releaseOf(loadRelease()) };
    const services = { database, folder, events, about, samplesRoot: options.samplesRoot };
    for (const sample of await listSamples(options.samplesRoot)) await openSample(services, sample, CALX);
    const app = await buildApp(services, options.webRoot, options.logLevel ?? 'warn');
    started.push(() => app.close());
    const host = options.host ?? '127.0.0.1';
    await app.listen({ host, port: options.port }).catch((error: unknown) => {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      throw new ServerError('port-in-use', { port: options.port }, 500);
    });
    const { port } = app.server.address() as AddressInfo;
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    options.onReady?.(url);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function ownVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

const releaseOf = ({ version, hash }: { version: string; hash: string }) => ({ version, hash });

async function connectionOf(
  { databaseUrl }: ServerOptions,
  root: string,
  started: (() => Promise<unknown>)[],
): Promise<{ connectionString: string } | Awaited<ReturnType<typeof startCluster>>['connection']> {
  if (databaseUrl !== undefined) return { connectionString: databaseUrl };
  const cluster = await startCluster(root);
  started.push(() => cluster.stop());
  return cluster.connection;
}

/** Undoes the steps last first, each whatever becomes of the others; the first failure is thrown at the end. */
async function undo(steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps.toReversed()) await step().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
