import type { DicomError } from './errors.ts';

/** A file to be read; `name` is what messages call it. */
export interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A file that was found but could not be handed over. */
export interface FailedInput {
  readonly name: string;
  readonly error: DicomError;
}
