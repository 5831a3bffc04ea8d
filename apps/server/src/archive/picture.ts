import { ServerError } from '../errors.ts';

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
 * What a picture is by its own bytes. Of a JPEG and a PNG the metadata (Exif, GPS, XMP, comments) is taken out without
 * touching a pixel; the orientation of a JPEG stays.
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
  if (mark === 0x49492a00 || mark === 0x4d4d002a) return readTiff(bytes, view);
  throw new RangeError('no picture');
}

/** Segments of ITU-T T.81 up to the first scan; application data but JFIF, ICC and Adobe's colour is left out. */
function readJpeg(bytes: Uint8Array, view: DataView): Picture {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let [width, height, orientation] = [0, 0, 1];
  let at = 2;
  for (;;) {
    const marker = view.getUint16(at);
    if (marker >>> 8 !== 0xff) throw new RangeError('no marker');
    const length = view.getUint16(at + 2);
    const code = marker & 0xff;
    // Start of scan: everything behind it is the image.
    if (code === 0xda) break;
    const isFrame = code >= 0xc0 && code <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(code);
    if (isFrame) [height, width] = [view.getUint16(at + 5), view.getUint16(at + 7)];
    if (code === 0xe1) orientation = exifOrientation(view, at + 4, length - 2) ?? orientation;
    const dropped = code === 0xfe || (code >= 0xe1 && code <= 0xef && code !== 0xe2 && code !== 0xee);
    if (!dropped) kept.push(bytes.subarray(at, at + 2 + length));
    at += 2 + length;
  }
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
  kept.push(bytes.subarray(at));
  return { type: 'image/jpeg', width, height, bytes: Buffer.concat(kept) };
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

const DROPPED_CHUNKS = new Set(['eXIf', 'tEXt', 'iTXt', 'zTXt', 'tIME']);

/** Chunks of PNG (ISO/IEC 15948); texts and times are left out. */
function readPng(bytes: Uint8Array, view: DataView): Picture {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  let at = 8;
  let ended = false;
  while (!ended) {
    const length = view.getUint32(at);
    const name = Buffer.from(bytes.subarray(at + 4, at + 8)).toString('latin1');
    const end = at + 12 + length;
    if (end > bytes.length) throw new RangeError('cut off');
    if (!DROPPED_CHUNKS.has(name)) kept.push(bytes.subarray(at, end));
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

/** The first image of a TIFF 6.0. */
function readTiff(bytes: Uint8Array, view: DataView): Picture {
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  const size = new Map<number, number>();
  for (let entry = 0; entry < view.getUint16(directory, little); entry += 1) {
    const place = directory + 2 + 12 * entry;
    const short = view.getUint16(place + 2, little) === 3;
    const value = short ? view.getUint16(place + 8, little) : view.getUint32(place + 8, little);
    size.set(view.getUint16(place, little), value);
  }
  return { type: 'image/tiff', width: size.get(256) ?? 0, height: size.get(257) ?? 0, bytes };
}
