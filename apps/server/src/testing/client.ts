import { fileURLToPath } from 'node:url';
import { startServer, type RunningServer, type ServerOptions } from '../server.ts';

export const SAMPLES = fileURLToPath(new URL('../../../../samples/', import.meta.url));

/** A quiet server on any free port, without samples unless told. */
export function startQuietly(options: Partial<ServerOptions> & { dataDir: string }): Promise<RunningServer> {
  return startServer({
    port: 0,
    webRoot: '/nowhere',
    samplesRoot: '/nowhere',
    logLevel: 'silent',
    ...options,
  });
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Sends JSON and reads JSON. */
export async function send(
  url: string,
  method = 'GET',
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: await response.json() };
}
