import { deflateSync } from 'node:zlib';
import UTIF from 'utif2';
import { ServerError } from '../errors.ts';

/** Beyond this a browser is better served by the file itself. */
const MOST_PIXELS = 100_000_000;

/** The first image of a TIFF as PNG, for browsers that show none. @throws ServerError `picture-unknown`. */
export function tiffToPng(bytes: Uint8Array, name: string): Uint8Array {
  try {
    const file = Uint8Array.from(bytes).buffer;
    const [image] = UTIF.decode(file);
    if (!image) throw new RangeError('no image');
    UTIF.decodeImage(file, image);
    const { width, height } = image;
    if (width * height > MOST_PIXELS) throw new RangeError('too large');
    return encodePng(UTIF.toRGBA8(image), width, height);
  } catch {
    throw new ServerError('picture-unknown', { name });
  }
}

/** 8-bit RGBA as PNG (ISO/IEC 15948), no filter. */
function encodePng(rgba: Uint8Array, width: number, height: number): Uint8Array {
  const stride = 4 * width;
  const raw = Buffer.alloc((stride + 1) * height);
  for (let row = 0; row < height; row += 1) {
    Buffer.from(rgba.buffer, rgba.byteOffset + row * stride, stride).copy(raw, row * (stride + 1) + 1);
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, red, green, blue and alpha.
  header.set([8, 6], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

const CRC = Uint32Array.from({ length: 256 }, (_, start) => {
  let value = start;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
