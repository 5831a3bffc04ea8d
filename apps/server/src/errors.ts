import { createTranslator, translateError, type Explained, type MessageParams } from '@calx/knowledge';

const english = createTranslator('en');

/** A refusal that a person can act on; its text is `errors.<code>` of the catalog `server`. */
export class ServerError extends Error implements Explained {
  override readonly name = 'ServerError';
  readonly code: string;
  readonly params: MessageParams;
  /** HTTP status when it ends a request. */
  readonly status: number;

  constructor(code: string, params: MessageParams = {}, status = 400) {
    super(describe(code, params));
    this.code = code;
    this.params = params;
    this.status = status;
  }
}

/** The English sentence of a code. */
export function describe(code: string, params: MessageParams = {}): string {
  return translateError(english, 'server', { code, params });
}

/** The `code` of a Node.js or PostgreSQL error, else undefined. */
export function errorCode(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Codes by which the system or PostgreSQL says that a disk or quota is full. */
const DISK_FULL = new Set(['ENOSPC', 'EDQUOT', '53100']);

/** Turns "no space", wherever it arose, into one sentence; returns anything else unchanged. */
export function explainDiskFull(error: unknown): unknown {
  return DISK_FULL.has(errorCode(error) ?? '') ? new ServerError('disk-full', {}, 507) : error;
}
