import type { Explained, MessageParams } from '@calx/knowledge';

/** A fault of the registry that a person can act on; its sentence is `registry:error.<code>`. */
export class RegistryError extends Error implements Explained {
  override readonly name = 'RegistryError';
  readonly code: string;
  readonly params: MessageParams;

  constructor(code: string, params: MessageParams, message: string) {
    super(message);
    this.code = code;
    this.params = params;
  }
}
