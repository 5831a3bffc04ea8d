import type { MessageParams } from '@calx/knowledge';

/** Exit statuses of the command line's contract. */
export const exit = { done: 0, no: 1, usage: 2, input: 3, fault: 4 } as const;

/** An input that can't be used: what, where, what to do. Exit status 3. `code` is a key of the text catalogs. */
export class InputError extends Error {
  readonly code: string;
  readonly params: Record<string, string | number>;

  constructor(code: string, params: Record<string, string | number> = {}) {
    super(code);
    this.name = 'InputError';
    this.code = code;
    this.params = params;
  }
}

/** A command line that is wrong in a way the parser can't see. Exit status 2. */
export class UsageError extends InputError {}

/** The shape of every explained error of the rooms: a code in the room's text catalog and its parameters. */
export interface Explained {
  readonly code: string;
  readonly params: MessageParams;
  readonly message: string;
}

export function isExplained(error: unknown): error is Explained & Error {
  return (
    error instanceof Error &&
    typeof (error as { code?: unknown }).code === 'string' &&
    typeof (error as { params?: unknown }).params === 'object' &&
    (error as { params?: unknown }).params !== null
  );
}
