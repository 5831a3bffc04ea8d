/** Bounds on what is read; assumed, far above any one patient's study, and all may be raised by the caller. */
export interface Limits {
  /** Files looked at in one place. */
  readonly files: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Bytes of all files together. */
  readonly totalBytes: number;
  /** Nested folders, and archives inside folders. */
  readonly depth: number;
  /** Unpacked over packed size of an archive entry. */
  readonly ratio: number;
}

export const DEFAULT_LIMITS: Limits = {
  files: 20_000,
  fileBytes: 2 ** 31 - 1,
  totalBytes: 8 * 2 ** 30,
  depth: 12,
  ratio: 1100,
};
