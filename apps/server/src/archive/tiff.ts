/** Sizes of the field types of TIFF 6.0 in bytes, by their code. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
const [SHORT, LONG] = [3, 4];
/** Where the pixels lie and how long they are: strips, tiles. */
const PLACES = new Map([
  [273, 279],
  [324, 325],
]);
const LENGTHS = new Set(PLACES.values());
/** What a picture needs: size, samples, compression, strips and tiles, colours, orientation, resolution, ICC profile. */
const KEPT = new Set([
  256, 257, 258, 259, 262, 266, 274, 277, 278, 282, 283, 284, 292, 293, 296, 301, 317, 318, 319, 320, 321,
  322, 323, 332, 334, 336, 338, 339, 340, 341, 347, 529, 530, 531, 532, 34675,
]);
const OLD_JPEG = 6;
const COMPRESSION = 259;
const MOST_ENTRIES = 1_000;
const HEADER = 8;

interface Field {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly bytes: Buffer;
}

/**
 * The first image of a TIFF 6.0, written anew with the fields that make the picture and nothing else: descriptions,
 * names, dates, Exif, GPS, XMP, private fields, further pages (such as the label of a slide) and bytes between stay
 * behind. The stored pixels are copied as they are.
 * @throws RangeError for what is no such file.
 */
export function cleanTiff(file: Uint8Array): { width: number; height: number; bytes: Uint8Array } {
  const source = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const little = source.toString('latin1', 0, 2) === 'II';
  const fields = readFields(source, little);
  const number = (tag: number) => numbersOf(fields.get(tag), little)[0] ?? 0;
  if (number(COMPRESSION) === OLD_JPEG) throw new RangeError('JPEG of TIFF 6.0, section 22');
  const [places, lengths] = pixelFields(fields);
  const starts = numbersOf(places, little);
  const sizes = numbersOf(lengths, little);
  if (starts.length === 0 || starts.length !== sizes.length) throw new RangeError('no pixels');
  const blocks = starts.map((start, index) => slice(source, start, sizes[index] ?? 0));
  const kept = [...fields.values()].filter(({ tag }) => KEPT.has(tag));
  return { width: number(256), height: number(257), bytes: write(kept, places, blocks, little) };
}

function pixelFields(fields: ReadonlyMap<number, Field>): [Field, Field] {
  for (const [place, length] of PLACES) {
    const found = [fields.get(place), fields.get(length)] as const;
    if (found[0] && found[1]) return [found[0], found[1]];
  }
  throw new RangeError('no strips, no tiles');
}

function readFields(source: Buffer, little: boolean): Map<number, Field> {
  const short = (at: number) => (little ? source.readUInt16LE(at) : source.readUInt16BE(at));
  const long = (at: number) => (little ? source.readUInt32LE(at) : source.readUInt32BE(at));
  const directory = long(4);
  const entries = short(directory);
  if (entries > MOST_ENTRIES) throw new RangeError('too many fields');
  const fields = new Map<number, Field>();
  for (let entry = 0; entry < entries; entry += 1) {
    const at = directory + 2 + 12 * entry;
    const [tag, type, count] = [short(at), short(at + 2), long(at + 4)];
    if (!KEPT.has(tag) && !PLACES.has(tag) && !LENGTHS.has(tag)) continue;
    const size = (TYPE_BYTES[type] ?? 0) * count;
    if (size === 0) throw new RangeError('unknown type');
    fields.set(tag, { tag, type, count, bytes: slice(source, size > 4 ? long(at + 8) : at + 8, size) });
  }
  return fields;
}

function slice(source: Buffer, start: number, size: number): Buffer {
  if (start + size > source.length) throw new RangeError('cut off');
  return source.subarray(start, start + size);
}

function numbersOf(field: Field | undefined, little: boolean): number[] {
  if (!field || (field.type !== SHORT && field.type !== LONG)) return [];
  const { bytes, type, count } = field;
  return Array.from({ length: count }, (_, index) => {
    if (type === SHORT) return little ? bytes.readUInt16LE(2 * index) : bytes.readUInt16BE(2 * index);
    return little ? bytes.readUInt32LE(4 * index) : bytes.readUInt32BE(4 * index);
  });
}

/** Header, pixels, values of the fields, then the directory; in the byte order of the source. */
function write(kept: readonly Field[], places: Field, blocks: readonly Buffer[], little: boolean): Buffer {
  const parts: Buffer[] = [];
  let at = HEADER;
  const add = (bytes: Buffer) => {
    const start = at;
    // Values begin at even places.
    const padded = bytes.length % 2 === 1 ? Buffer.concat([bytes, Buffer.alloc(1)]) : bytes;
    parts.push(padded);
    at += padded.length;
    return start;
  };
  const number = (value: number, size: 2 | 4) => {
    const bytes = Buffer.alloc(size);
    if (little) bytes.writeUIntLE(value, 0, size);
    else bytes.writeUIntBE(value, 0, size);
    return bytes;
  };
  const longs = (values: readonly number[]) => Buffer.concat(values.map((value) => number(value, 4)));
  const starts = blocks.map(add);
  const count = blocks.length;
  const fields: Field[] = [
    ...kept,
    { tag: places.tag, type: LONG, count, bytes: longs(starts) },
    { tag: PLACES.get(places.tag) ?? 0, type: LONG, count, bytes: longs(blocks.map(({ length }) => length)) },
  ];
  const entries = fields
    .sort((a, b) => a.tag - b.tag)
    .map(({ tag, type, count: values, bytes }) => {
      const value =
        bytes.length > 4 ? number(add(bytes), 4) : Buffer.concat([bytes, Buffer.alloc(4 - bytes.length)]);
      return Buffer.concat([number(tag, 2), number(type, 2), number(values, 4), value]);
    });
  const directory = add(Buffer.concat([number(entries.length, 2), ...entries, number(0, 4)]));
  const header = Buffer.concat([
    Buffer.from(little ? 'II' : 'MM', 'latin1'),
    number(42, 2),
    number(directory, 4),
  ]);
  return Buffer.concat([header, ...parts]);
}
