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
  /** Unpacked over packed size of an archive or its entry: images stay below 100, deflate ends at 1032 (RFC 1951). */
  readonly ratio: number;
  /** Unpacked bytes up to which the ratio is not asked for: an empty image packs as well as a bomb. */
  readonly ratioFreeBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  files: 20_000,
  fileBytes: 2 ** 31 - 1,
  totalBytes: 8 * 2 ** 30,
  depth: 12,
  archiveDepth: 2,
  ratio: 400,
  ratioFreeBytes: 128 * 2 ** 20,
};

/** Does something unpack to more than any images do, by the sizes that it states? */
export function isBomb(unpackedBytes: number, packedBytes: number, limits: Limits): boolean {
  return unpackedBytes > limits.ratioFreeBytes && unpackedBytes > packedBytes * limits.ratio;
}
