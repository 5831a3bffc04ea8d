import { MESSAGES, type MessageCode } from './messages.ts';

export type Params = Readonly<Record<string, string | number>>;

/** Fill `{{param}}` places of the English message of a code. */
export function describe(code: MessageCode, params: Params = {}): string {
  return MESSAGES[code].replace(/\{\{(\w+)\}\}/g, (_, key: string) => String(params[key] ?? ''));
}

/**
 * An input that can't be used: `code` and `params` find the text in the reader's language
 * (`errors.<code>` of the catalog `dicom`), `message` is that text in English.
 */
export class DicomError extends Error {
  override readonly name = 'DicomError';
  readonly code: MessageCode;
  readonly params: Params;

  constructor(code: MessageCode, params: Params = {}) {
    super(describe(code, params));
    this.code = code;
    this.params = params;
  }
}

/** Something repaired or left out that the reader should know; same codes and texts as errors. */
export interface Note {
  readonly code: MessageCode;
  readonly params: Params;
}

/** An input that was not used, and why. */
export interface Refusal extends Note {
  /** Name of the file or of the series (its description or number). */
  readonly where: string;
  /** English sentence of `code`. */
  readonly why: string;
}

export function refusal(where: string, code: MessageCode, params: Params = {}): Refusal {
  return { where, code, params, why: describe(code, params) };
}

/** The refusal that an error amounts to; a fault that is not about the input is thrown on. */
export function asRefusal(where: string, error: unknown): Refusal {
  if (!(error instanceof DicomError)) throw error;
  return refusal(where, error.code, error.params);
}
