import type { Explained, MessageParams } from '@calx/knowledge';

/** A report, or an object made from it, that can't be written; `code` is a key of the report's catalog. */
export class ReportError extends Error implements Explained {
  readonly code: string;
  readonly params: MessageParams;

  constructor(code: string, params: MessageParams, message: string) {
    super(message);
    this.name = 'ReportError';
    this.code = code;
    this.params = params;
  }
}
