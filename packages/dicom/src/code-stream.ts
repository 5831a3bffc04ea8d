interface Size {
  readonly rows: number;
  readonly columns: number;
}

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const long = (bytes: Uint8Array, at: number): number => word(bytes, at) * 65536 + word(bytes, at + 2);

/** Start-of-frame markers of JPEG (ITU-T T.81 table B.1) and JPEG-LS (T.87). */
function isFrameMarker(marker: number): boolean {
  if (marker === 0xf7) return true;
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function jpegSize(bytes: Uint8Array): Size | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (isFrameMarker(marker)) return { rows: word(bytes, at + 5), columns: word(bytes, at + 7) };
    at += 2 + Math.max(word(bytes, at + 2), 2);
  }
  return undefined;
}

/** Offset of the JPEG 2000 codestream (SOC, SIZ), inside JP2 boxes or bare; ITU-T T.800 annex A. */
function codestreamStart(bytes: Uint8Array): number {
  const last = Math.min(bytes.length - 4, 4096);
  for (let at = 0; at <= last; at++) {
    if (long(bytes, at) === 0xff4fff51) return at;
  }
  return -1;
}

/** Does the code stream end with its end marker (padding aside)? A shorter one was cut. */
function isComplete(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 2 && bytes[end - 1] === 0) end--;
  // Some writers pad with a marker-like 0xFF.
  return word(bytes, end - 2) === 0xffd9 || word(bytes, end - 3) === 0xffd9;
}

/**
 * What is wrong with a JPEG family code stream before it is given to a decoder: a size other than the header's
 * (the decoder would allocate what the stream says) or a JPEG 2000 stream that was cut short, which decoders
 * fill up silently. False for other encodings.
 */
export function codeStreamFault(bytes: Uint8Array, image: Size): boolean {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const size = jpegSize(bytes);
    return !size || (size.rows !== 0 && size.rows !== image.rows) || size.columns !== image.columns;
  }
  const start = bytes[0] === 0xff || word(bytes, 2) === 0x000c ? codestreamStart(bytes) : -1;
  if (start < 0) return false;
  const columns = long(bytes, start + 8) - long(bytes, start + 16);
  const rows = long(bytes, start + 12) - long(bytes, start + 20);
  return rows !== image.rows || columns !== image.columns || !isComplete(bytes);
}
