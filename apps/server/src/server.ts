import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { loadRelease } from '@calx/knowledge';
import { errorCode, ServerError } from './errors.ts';
import { fillBodyParts } from './archive/body-parts.ts';
import { buildApp } from './http/app.ts';
import { listSamples, openSample } from './samples.ts';
import { CaseIndex } from './registry/case-index.ts';
import type { Services } from './services.ts';
import { CaseEvents } from './store/case-events.ts';
import { openStore, Undo, type StoreOptions } from './store/open-store.ts';

export interface ServerOptions extends StoreOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Address to listen on; loopback unless told. */
  readonly host?: string;
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
  const steps = new Undo();
  try {
    const { folder, database, close } = await openStore(options);
    steps.add(close);
    const events = new CaseEvents(database.connection);
    steps.add(() => events.close());
    await events.open();
    const { version, hash } = loadRelease();
    const about = { version: await ownVersion(), release: { version, hash } };
    const index = new CaseIndex(database.pool);
    const services: Services = { database, index, folder, events, about, samplesRoot: options.samplesRoot };
    for (const sample of await listSamples(options.samplesRoot)) await openSample(services, sample, CALX);
    const app = await buildApp(services, options.webRoot, options.logLevel ?? 'warn');
    steps.add(() => app.close());
    const host = options.host ?? '127.0.0.1';
    await app.listen({ host, port: options.port }).catch((error: unknown) => {
      if (errorCode(error) !== 'EADDRINUSE') throw error;
      throw new ServerError('port-in-use', { port: options.port }, 500);
    });
    const { port } = app.server.address() as AddressInfo;
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    const closing = new AbortController();
    const filling = fillBodyParts(services, closing.signal).catch((error: unknown) => app.log.warn(error));
    steps.add(() => {
      closing.abort();
      return filling;
    });
    options.onReady?.(url);
    return { url, close: () => steps.undo() };
  } catch (error) {
    await steps.undo();
    throw error;
  }
}

/** Version of this package. */
export async function ownVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
