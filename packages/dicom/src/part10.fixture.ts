/** Small Part 10 files made in tests: explicit VR little endian unless told otherwise. */
import { Tag, type Attribute } from './tags.ts';
import { TransferSyntax } from './transfer-syntax.ts';

export type Value = string | number | readonly number[] | Uint8Array | readonly Values[];
/** By keyword of `Tag`; an array of objects is a sequence. */
export type Values = { readonly [keyword in keyof typeof Tag]?: Value };

const LONG_VRS: ReadonlySet<string> = new Set(['OB', 'OW', 'SQ', 'UT']);
const UNDEFINED_LENGTH = 0xffffffff;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function tagBytes(tag: string): Uint8Array {
  const [group, element] = [parseInt(tag.slice(1, 5), 16), parseInt(tag.slice(5), 16)];
  return Uint8Array.of(group & 255, group >> 8, element & 255, element >> 8);
}

function uint32(value: number): Uint8Array {
  const out = new Uint8Array(4);
  new DataView(out.buffer).setUint32(0, value, true);
  return out;
}

function binary(vr: string, values: readonly number[]): Uint8Array {
  const size = vr === 'FD' ? 8 : vr === 'US' ? 2 : 4;
  const out = new DataView(new ArrayBuffer(values.length * size));
  values.forEach((value, i) => {
    if (vr === 'FD') out.setFloat64(i * 8, value, true);
    else if (vr === 'US') out.setUint16(i * 2, value & 0xffff, true);
    else out.setUint32(i * 4, value, true);
  });
  return new Uint8Array(out.buffer);
}

function text(vr: string, value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value);
  return bytes.length % 2 ? concat([bytes, Uint8Array.of(vr === 'UI' ? 0 : 0x20)]) : bytes;
}

function encode(vr: string, value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === 'string') return text(vr, value);
  const list = (typeof value === 'number' ? [value] : value) as readonly (number | Values)[];
  if (vr === 'SQ') {
    const items = (list as readonly Values[]).map((item) => dataset(item));
    return concat(items.map((item) => concat([tagBytes('xfffee000'), uint32(item.length), item])));
  }
  const numbers = list as readonly number[];
  return vr === 'DS' || vr === 'IS' ? text(vr, numbers.join('\\')) : binary(vr, numbers);
}

function element({ tag, vr }: Attribute, value: Value, length?: number): Uint8Array {
  const body = encode(vr, value);
  const size = length ?? body.length;
  const head = LONG_VRS.has(vr)
    ? concat([new TextEncoder().encode(vr), new Uint8Array(2), uint32(size)])
    : concat([new TextEncoder().encode(vr), Uint8Array.of(size & 255, size >> 8)]);
  return concat([tagBytes(tag), head, body]);
}

/** A bare data set in explicit VR little endian, sorted by tag. */
export function dataset(values: Values): Uint8Array {
  const entries = Object.entries(values) as [keyof typeof Tag, Value][];
  entries.sort(([a], [b]) => (Tag[a].tag < Tag[b].tag ? -1 : 1));
  return concat(entries.map(([keyword, value]) => element(Tag[keyword], value)));
}

/** Fragments of encapsulated pixel data with an empty offset table. */
export function encapsulated(fragments: readonly Uint8Array[]): Uint8Array {
  const item = (bytes: Uint8Array): Uint8Array =>
    concat([tagBytes('xfffee000'), uint32(bytes.length), bytes]);
  const end = concat([tagBytes('xfffee0dd'), uint32(0)]);
  return element(
    { tag: Tag.PixelData.tag, vr: 'OB' },
    concat([item(new Uint8Array()), ...fragments.map(item), end]),
    UNDEFINED_LENGTH,
  );
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
