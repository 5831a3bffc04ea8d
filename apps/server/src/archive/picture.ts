import { ServerError } from '../errors.ts';
import { cleanTiff } from './tiff.ts';

/** A photograph that a browser or a pathologist's microscope gives. */
export interface Picture {
  readonly type: 'image/jpeg' | 'image/png' | 'image/tiff';
  /** Pixels as stored; a turned JPEG keeps its orientation tag. */
  readonly width: number;
  readonly height: number;
  /** Without what names a place, a person or a camera. */
  readonly bytes: Uint8Array;
}

const MOST_PIXELS = 400_000_000;

/**
 * What a picture is by its own bytes. The metadata (Exif, GPS, XMP, texts, comments, further images behind the first) is
 * taken out without touching a pixel; the orientation stays.
 * @throws ServerError `picture-unknown` for anything else or a broken one, `picture-too-large`.
 */
export function readPicture(bytes: Uint8Array, name: string): Picture {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let picture: Picture;
  try {
    picture = readByMark(bytes, view);
  } catch {
    throw new ServerError('picture-unknown', { name });
  }
  const { width, height } = picture;
  if (width < 1 || height < 1) throw new ServerError('picture-unknown', { name });
  if (width * height > MOST_PIXELS) throw new ServerError('picture-too-large', { name, limit: MOST_PIXELS });
  return picture;
}

function readByMark(bytes: Uint8Array, view: DataView): Picture {
  const mark = view.getUint32(0);
  if (mark >>> 8 === 0xffd8ff) return readJpeg(bytes, view);
  if (mark === 0x89504e47) return readPng(bytes, view);
  if (mark === 0x49492a00 || mark === 0x4d4d002a) return { type: 'image/tiff', ...cleanTiff(bytes) };
  throw new RangeError('no picture');
}

/**
 * Segments of ITU-T T.81; of application data only JFIF, the ICC profile and Adobe's colour are kept, and nothing behind
 * the end of the image.
 */
function readJpeg(bytes: Uint8Array, view: DataView): Picture {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let [width, height, orientation] = [0, 0, 1];
  let at = 2;
  while (view.getUint16(at) !== END_OF_IMAGE) {
    const marker = view.getUint16(at);
    if (marker >>> 8 !== 0xff) throw new RangeError('no marker');
    const length = view.getUint16(at + 2);
    const code = marker & 0xff;
    const isFrame = code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
    if (isFrame) [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    if (code === 0xe1) orientation = exifOrientation(view, at + 4, length - 2) ?? orientation;
    const end = code === 0xda ? endOfScan(bytes, at + 2 + length) : at + 2 + length;
    if (isKept(bytes, at, code)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
  kept.push(bytes.subarray(at, at + 2));
  return { type: 'image/jpeg', width, height, bytes: Buffer.concat(kept) };
}

const END_OF_IMAGE = 0xffd9;
/** Application segments by number, and how the content of those that are kept begins. */
const KEPT_SEGMENTS = new Map([
  [0xe0, 'JFIF'],
  [0xe2, 'ICC_PROFILE'],
  [0xee, 'Adobe'],
]);

function isKept(bytes: Uint8Array, at: number, code: number): boolean {
  if (code === 0xfe) return false;
  if (code < 0xe0 || code > 0xef) return true;
  const mark = KEPT_SEGMENTS.get(code);
  return (
    mark !== undefined &&
    Buffer.from(bytes.subarray(at + 4, at + 4 + mark.length)).toString('latin1') === mark
  );
}

/** Behind a scan's data, in which 0xFF is followed by 0 or stands for a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    const isRestart = next >= 0xd0 && next <= 0xd7;
    if (next !== 0 && next !== 0xff && !isRestart) return at;
  }
  throw new RangeError('no end');
}

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION = 0x0112;

/** The orientation (1 to 8) of an Exif segment. */
function exifOrientation(view: DataView, at: number, length: number): number | undefined {
  const mark = Buffer.from(view.buffer, view.byteOffset + at, Math.min(length, EXIF.length));
  if (!mark.equals(EXIF)) return undefined;
  const start = at + EXIF.length;
  const little = view.getUint16(start) === 0x4949;
  const directory = start + view.getUint32(start + 4, little);
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry += 1) {
    const place = directory + 2 + 12 * entry;
    if (view.getUint16(place, little) !== ORIENTATION) continue;
    const value = view.getUint16(place + 8, little);
    return value >= 1 && value <= 8 ? value : undefined;
  }
  return undefined;
}

/** An Exif segment that says the orientation and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(34, 2);
  EXIF.copy(segment, 4);
  segment.write('MM', 10, 'latin1');
  segment.writeUInt16BE(42, 12);
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(ORIENTATION, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return segment;
}

/** Chunks beside the critical ones that make the picture: colour, transparency, scale, frames. */
const KEPT_CHUNKS = new Set(
  'gAMA cHRM sRGB iCCP cICP tRNS sBIT bKGD pHYs hIST sPLT acTL fcTL fdAT'.split(' '),
);

/** Chunks of PNG (ISO/IEC 15948); texts, times, Exif and private ones are left out. */
function readPng(bytes: Uint8Array, view: DataView): Picture {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  let ended = false;
  while (!ended) {
    const length = view.getUint32(at);
    const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError('cut off');
    if (/^[A-Z]/.test(name) || KEPT_CHUNKS.has(name)) kept.push(bytes.subarray(at, end));
    ended = name === 'IEND';
    at = end;
  }
  return {
    type: 'image/png',
    width: view.getUint32(16),
    height: view.getUint32(20),
    bytes: Buffer.concat(kept),
  };
}
