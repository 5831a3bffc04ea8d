/** Small Part 10 files made in tests: explicit VR little endian unless told otherwise. */
import { Tag, type Attribute } from './tags.ts';
import { TransferSyntax } from './transfer-syntax.ts';

export type Value = string | number | readonly number[] | Uint8Array | readonly Values[];
/** By keyword of `Tag`; an array of objects is a sequence. */
export type Values = { readonly [keyword in keyof typeof Tag]?: Value };

/** How a data set is written. */
export interface Encoding {
  readonly implicit?: boolean;
  readonly bigEndian?: boolean;
}

const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'SQ', 'UT']);
const SIZES: Readonly<Record<string, number>> = { US: 2, UL: 4, FD: 8 };
const UNDEFINED_LENGTH = 0xffffffff;

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function number(value: number, size: number, { bigEndian = false }: Encoding): Uint8Array {
  const view = new DataView(new ArrayBuffer(size));
  if (size === 8) view.setFloat64(0, value, !bigEndian);
  else if (size === 4) view.setUint32(0, value, !bigEndian);
  else view.setUint16(0, value & 0xffff, !bigEndian);
  return new Uint8Array(view.buffer);
}

function tagBytes(tag: string, encoding: Encoding): Uint8Array {
  const [group, element] = [parseInt(tag.slice(1, 5), 16), parseInt(tag.slice(5), 16)];
  return concat([number(group, 2, encoding), number(element, 2, encoding)]);
}

function text(vr: string, value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return bytes.length % 2 ? concat([bytes, Uint8Array.of(vr === 'UI' ? 0 : 0x20)]) : bytes;
}

function item(bytes: Uint8Array, encoding: Encoding): Uint8Array {
  return concat([tagBytes('xfffee000', encoding), number(bytes.length, 4, encoding), bytes]);
}

function encode(vr: string, value: Value, encoding: Encoding): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return text(vr, value);
  const list = (typeof value === 'number' ? [value] : value) as readonly (number | Values)[];
  if (vr === 'SQ')
    return concat((list as readonly Values[]).map((one) => item(dataset(one, encoding), encoding)));
  const numbers = list as readonly number[];
  if (vr === 'DS' || vr === 'IS') return text(vr, numbers.join('\\'));
  return concat(numbers.map((one) => number(one, SIZES[vr] ?? 2, encoding)));
}

function element({ tag, vr }: Attribute, value: Value, encoding: Encoding = {}, length?: number): Uint8Array {
  const body = encode(vr, value, encoding);
  const size = length ?? body.length;
  const letters = encoding.implicit ? new Uint8Array() : new TextEncoder().encode(vr);
  const long = LONG_VRS.has(vr) && !encoding.implicit ? new Uint8Array(2) : new Uint8Array();
  const width = encoding.implicit || LONG_VRS.has(vr) ? 4 : 2;
  return concat([tagBytes(tag, encoding), letters, long, number(size, width, encoding), body]);
}

/** A bare data set, sorted by tag; explicit VR little endian unless told otherwise. */
export function dataset(values: Values, encoding: Encoding = {}): Uint8Array {
  const entries = Object.entries(values) as [keyof typeof Tag, Value][];
  entries.sort(([a], [b]) => (Tag[a].tag < Tag[b].tag ? -1 : 1));
  return concat(entries.map(([keyword, value]) => element(Tag[keyword], value, encoding)));
}

/** Encapsulated pixel data with the offset table given. */
export function encapsulated(fragments: readonly Uint8Array[], offsets: readonly number[] = []): Uint8Array {
  const even = fragments.map((bytes) => (bytes.length % 2 ? concat([bytes, new Uint8Array(1)]) : bytes));
  const table = concat(offsets.map((offset) => number(offset, 4, {})));
  const end = concat([tagBytes('xfffee0dd', {}), number(0, 4, {})]);
  const body = concat([item(table, {}), ...even.map((bytes) => item(bytes, {})), end]);
  return element({ tag: Tag.PixelData.tag, vr: 'OB' }, body, {}, UNDEFINED_LENGTH);
}

/** Preamble, meta header and data set. */
export function part10(
  body: Uint8Array,
  transferSyntax: string = TransferSyntax.explicitLittleEndian,
): Uint8Array {
  const prefix = new TextEncoder().encode('DICM');
  return concat([new Uint8Array(128), prefix, element(Tag.TransferSyntaxUID, transferSyntax), body]);
}

/** A 4 x 3 CT slice at z = `index` * 2 mm whose stored values are 100 * index + place. */
export function ctSlice(index: number, changes: Values = {}): Uint8Array {
  const pixels = Int16Array.from({ length: 12 }, (_, place) => 100 * index + place);
  return part10(dataset(ctValues(index, new Uint8Array(pixels.buffer), changes)));
}

/** The attributes of `ctSlice`. */
export function ctValues(index: number, pixels: Uint8Array, changes: Values = {}): Values {
  return {
    SOPClassUID: '1.2.840.10008.5.1.4.1.1.2',
    SOPInstanceUID: `1.2.3.4.${index + 1}`,
    StudyInstanceUID: '1.2.3',
    SeriesInstanceUID: '1.2.3.4',
    FrameOfReferenceUID: '1.2.3.5',
    Modality: 'CT',
    ImageType: 'ORIGINAL\\PRIMARY\\AXIAL',
    SeriesDescription: 'thigh',
    PatientID: 'P1',
    PatientName: 'A^B',
    InstanceNumber: index + 1,
    ImagePositionPatient: [-10, -20, index * 2],
    ImageOrientationPatient: [1, 0, 0, 0, 1, 0],
    PixelSpacing: [0.5, 0.75],
    Rows: 3,
    Columns: 4,
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    PixelRepresentation: 1,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    RescaleSlope: 1,
    RescaleIntercept: -1000,
    PixelData: pixels,
    ...changes,
  };
}

/** The values without some attributes. */
export function without(values: Values, ...keywords: readonly (keyof typeof Tag)[]): Values {
  return Object.fromEntries(
    Object.entries(values).filter(([key]) => !keywords.some((keyword) => keyword === key)),
  );
}
