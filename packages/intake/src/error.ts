import type { Explained, MessageParams } from '@calx/knowledge';

/** A text that can't be read as a report; `code` is a key of the catalog `intake`. */
export class IntakeError extends Error implements Explained {
  readonly code: string;
  readonly params: MessageParams;

  constructor(code: string, params: MessageParams, message: string) {
    super(message);
    this.name = 'IntakeError';
    this.code = code;
    this.params = params;
  }
}
