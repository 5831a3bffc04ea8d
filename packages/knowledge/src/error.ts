/** A value that a message names. */
export type MessageParams = Readonly<Record<string, string | number>>;

/** What is wrong, for people in any language: `code` is a key of the room's catalog of texts. */
export interface Explained {
  readonly code: string;
  readonly params: MessageParams;
}

/** A fault that a person can act on. The apps translate `code` and `params`; `message` is the English text. */
export class KnowledgeError extends Error implements Explained {
  readonly code: string;
  readonly params: MessageParams;

  constructor(code: string, params: MessageParams, message: string) {
    super(message);
    this.name = 'KnowledgeError';
    this.code = code;
    this.params = params;
  }
}
