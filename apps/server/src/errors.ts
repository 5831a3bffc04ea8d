import { createTranslator, translateError, type Explained, type MessageParams } from '@calx/knowledge';

const english = createTranslator('en');

/** A refusal that a person can act on; its text is `error.<code>` of the catalog `server`. */
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
/** Codes of a store that is just starting, stopping or gone (PostgreSQL classes 08 and 57P). */
const STORE_AWAY = /^(ECONNREFUSED|ECONNRESET|EPIPE|08\w{3}|57P0\d)$/;

/** Text or JSON with the character NUL, which PostgreSQL does not store (its appendix A: 22021, 22P05). */
const NUL_IN_TEXT = /^(22021|22P05)$/;

/**
 * Turns a full disk, an absent store or text that can't be stored, wherever it was noticed, into one sentence; returns
 * the rest unchanged.
 */
export function explainSystem(error: unknown): unknown {
  const code = errorCode(error) ?? '';
  if (NUL_IN_TEXT.test(code)) return new ServerError('text-nul');
  if (DISK_FULL.has(code)) return new ServerError('disk-full', {}, 507);
  const cut = error instanceof Error && error.message.startsWith('Connection terminated');
  // A socket that is not there; any other missing file is a fault of its own.
  const absent = code === 'ENOENT' && (error as NodeJS.ErrnoException).syscall === 'connect';
  if (cut || absent || STORE_AWAY.test(code)) return new ServerError('store-away', {}, 503);
  return error;
}
