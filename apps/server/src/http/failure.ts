import type { FastifyReply, FastifyRequest } from 'fastify';
import { statfs } from 'node:fs/promises';
import type { MessageParams } from '@calx/knowledge';
import { RegistryError } from '@calx/registry';
import { describe, explainSystem, ServerError } from '../errors.ts';

interface Refused {
  readonly code: string;
  readonly params: MessageParams;
  readonly message: string;
}

/** Codes for what the HTTP framework itself refuses, by status. */
const BY_STATUS: Readonly<Record<number, string>> = {
  404: 'not-found',
  413: 'body-too-large',
  429: 'too-many-requests',
};

/** Below this PostgreSQL cannot come up: it needs room for a segment of its log (16 MB). */
const LEAST_FREE_BYTES = 20 * 1024 * 1024;

/**
 * Answers failed requests with one sentence each; a fault of Calx's own is logged, without any data.
 * @param dataFolder whose free space explains a store that does not come up.
 */
export function failureAnswerer(dataFolder: string) {
  return async (thrown: unknown, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    let error = explainSystem(thrown);
    const away = error instanceof ServerError && error.code === 'store-away';
    if (away && (await freeBytes(dataFolder)) < LEAST_FREE_BYTES)
      error = new ServerError('disk-full', {}, 507);
    answer(error, request, reply);
  };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

function answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  if (error instanceof ServerError) {
    void reply.code(error.status).send(bodyOf(error.code, error.params, error.message));
    return;
  }
  if (error instanceof RegistryError) {
    void reply.code(422).send(bodyOf(error.code, error.params, error.message));
    return;
  }
  const status = statusOf(error);
  if (status >= 400 && status < 500) {
    const code = BY_STATUS[status] ?? 'request-invalid';
    const params: MessageParams =
      code === 'body-too-large' ? { limit: request.routeOptions.bodyLimit ?? 0 } : {};
    void reply.code(status).send(bodyOf(code, params, describe(code, params)));
    return;
  }
  request.log.error({ route: request.routeOptions.url, ...traceOf(error) }, 'server fault');
  void reply.code(500).send(bodyOf('server-fault', {}, describe('server-fault')));
}

function bodyOf(code: string, params: MessageParams, message: string): Refused {
  return { code, params, message };
}

function statusOf(error: unknown): number {
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
}

/** Where it happened, not what with: the message of a database's error may hold values. */
function traceOf(error: unknown): { name: string; code: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, code: '', at: [] };
  const { code } = error as { code?: unknown };
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, code: String(code ?? ''), at: at.map((line) => line.trim()) };
}
