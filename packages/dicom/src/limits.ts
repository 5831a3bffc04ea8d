/** Bounds on what is read; assumed, far above any one patient's study, and all may be raised by the caller. */
export interface Limits {
  /** Files looked at in one place or one archive. */
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all files together, unpacked. */
  readonly totalBytes: number;
  /** Nested folders. */
  readonly depth: number;
  /** Archives within archives. */
  readonly archiveDepth: number;
  /** Unpacked over packed size of an archive entry. */
  readonly ratio: number;
}

export const DEFAULT_LIMITS: Limits = {
  files: 20_000,
  fileBytes: 2 ** 31 - 1,
  totalBytes: 8 * 2 ** 30,
  depth: 12,
  archiveDepth: 2,
  ratio: 1100,
};
