import type { MessageParams } from '../error.ts';

/** An error must be mended; a gap is what nobody counted yet and only shown. */
export type Severity = 'error' | 'gap';

/** One problem of the data; the text is `knowledge:problems.<code>` with its parameters. */
export interface Problem {
  readonly severity: Severity;
  readonly code: string;
  /** Path into the data, for instance `evidence/li2015 figure 3`. */
  readonly where: string;
  readonly params: MessageParams;
}

export function error(code: string, where: string, params: MessageParams = {}): Problem {
  return { severity: 'error', code, where, params };
}

export function gap(code: string, where: string, params: MessageParams = {}): Problem {
  return { severity: 'gap', code, where, params };
}
