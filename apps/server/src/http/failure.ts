import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MessageParams } from '@calx/knowledge';
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

/** Answers a failed request with one sentence; a fault of Calx's own is logged, without any data. */
export function answerFailure(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = explainSystem(thrown);
  if (error instanceof ServerError) {
    void reply.code(error.status).send(bodyOf(error.code, error.params, error.message));
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
