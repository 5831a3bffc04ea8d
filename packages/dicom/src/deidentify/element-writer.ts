/** How the elements of a data set are laid out, PS3.5 7.1 and annex A. */
export interface Encoding {
  readonly explicit: boolean;
  readonly littleEndian: boolean;
}

/** Representations with a 32-bit length in explicit VR, PS3.5 7.1.2. */
const LONG: ReadonlySet<string> = new Set('OB OD OF OL OV OW SQ SV UC UN UR UT UV'.split(' '));
export const UNDEFINED_LENGTH = 0xffffffff;
/** Longest value with a 16-bit length. */
const SHORT_LIMIT = 0xffff;

/** Header of an element: tag (`xGGGGEEEE`), representation where explicit, length in bytes. */
export function elementHeader(tag: string, vr: string, length: number, encoding: Encoding): Uint8Array {
  const { explicit, littleEndian } = encoding;
  // A value too long for a 16-bit length is written as UN (PS3.5 6.2.2, note).
  const written = explicit && length > SHORT_LIMIT && !LONG.has(vr) ? 'UN' : vr;
  const long = explicit && LONG.has(written);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Number.parseInt(tag.slice(1, 5), 16), littleEndian);
  view.setUint16(2, Number.parseInt(tag.slice(5, 9), 16), littleEndian);
  if (!explicit) {
    view.setUint32(4, length, littleEndian);
    return bytes;
  }
  bytes[4] = written.charCodeAt(0);
  bytes[5] = written.charCodeAt(1);
  if (long) view.setUint32(8, length, littleEndian);
  else view.setUint16(6, length, littleEndian);
  return bytes;
}

/** Item tag, its end or the end of a sequence: a header without representation, PS3.5 7.5. */
export function delimiter(element: 'item' | 'item-end' | 'sequence-end', littleEndian: boolean): Uint8Array {
  const number = { item: 0xe000, 'item-end': 0xe00d, 'sequence-end': 0xe0dd }[element];
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfffe, littleEndian);
  view.setUint16(2, number, littleEndian);
  view.setUint32(4, element === 'item' ? UNDEFINED_LENGTH : 0, littleEndian);
  return bytes;
}

/** Text as bytes of even length; UIDs are padded with NUL, the rest with a space, PS3.5 6.2. */
export function encodeText(text: string, vr: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length % 2 === 0) return bytes;
  const padded = new Uint8Array(bytes.length + 1);
  padded.set(bytes);
  padded[bytes.length] = vr === 'UI' ? 0 : 0x20;
  return padded;
}

export function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
