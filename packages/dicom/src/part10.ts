import dicomParser, { type DataSet } from 'dicom-parser';
import { Dataset } from './dataset.ts';
import { DicomError, type Note } from './errors.ts';
import { inflate, StreamTooLong } from './inflate.ts';
import { Tag } from './tags.ts';
import { TransferSyntax } from './transfer-syntax.ts';

export interface ParsedFile {
  readonly dataset: Dataset;
  readonly transferSyntax: string;
  readonly notes: readonly Note[];
}

const PREAMBLE_BYTES = 128;
const PREFIX_BYTES = 4;
/** A shorter file cannot hold a data element. */
const SMALLEST_FILE = 8;
/** Inflated size allowed for a deflated data set, and how much larger than the file it may be. */
const INFLATE_LIMIT = { bytes: 2 ** 31, ratio: 1100 };

function hasPrefix(bytes: Uint8Array): boolean {
  return (
    bytes.length >= PREAMBLE_BYTES + PREFIX_BYTES &&
    String.fromCharCode(...bytes.subarray(PREAMBLE_BYTES, PREAMBLE_BYTES + PREFIX_BYTES)) === 'DICM'
  );
}

function isVR(bytes: Uint8Array, at: number): boolean {
  return [at, at + 1].every((i) => {
    const byte = bytes[i] ?? 0;
    return byte >= 0x41 && byte <= 0x5a;
  });
}

/**
 * The encoding of a data set without meta header, from its first element (a group 0008 or 0002
 * element must come first); undefined where the bytes are no data set.
 */
function inferTransferSyntax(bytes: Uint8Array, at: number): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (at + SMALLEST_FILE > bytes.length) return undefined;
  const little = view.getUint16(at, true);
  const big = view.getUint16(at, false);
  if (little === 0x0008) {
    if (isVR(bytes, at + 4)) return TransferSyntax.explicitLittleEndian;
    const length = view.getUint32(at + 4, true);
    return length <= bytes.length - at ? TransferSyntax.implicitLittleEndian : undefined;
  }
  return big === 0x0008 && isVR(bytes, at + 4) ? TransferSyntax.explicitBigEndian : undefined;
}

/** Where the data set begins after the file meta information (PS3.10 7.1), and the transfer syntax it names. */
function readMeta(bytes: Uint8Array, start: number): { end: number; transferSyntax?: string } {
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let transferSyntax = '';
  while (
    stream.position + SMALLEST_FILE <= bytes.length &&
    view.getUint16(stream.position, true) === 0x0002
  ) {
    const element = dicomParser.readDicomElementExplicit(stream, []);
    if (element.tag === Tag.TransferSyntaxUID.tag) {
      transferSyntax = dicomParser.readFixedString(bytes, element.dataOffset, element.length).trim();
    }
  }
  return transferSyntax === '' ? { end: stream.position } : { end: stream.position, transferSyntax };
}

/** Inflate a deflated data set (PS3.5 A.5), with a limit on the output. */
function inflateDataset(bytes: Uint8Array, name: string): Uint8Array {
  const limit = Math.min(INFLATE_LIMIT.bytes, bytes.length * INFLATE_LIMIT.ratio);
  try {
    return inflate(bytes, 'deflate', limit);
  } catch (error) {
    throw error instanceof StreamTooLong
      ? new DicomError('too-large', { name, limit })
      : new DicomError('truncated', { name, bytes: bytes.length });
  }
}

/** The parser throws `{exception, dataSet}` with what it had read, or a bare text. */
interface ParseFailure {
  readonly exception?: unknown;
  readonly dataSet?: DataSet;
}

/** @param start where in the file the data set begins; its end is that of the file unless it was inflated. */
function parseFailure(failure: ParseFailure, bytes: Uint8Array, start: number, name: string): DicomError {
  const cause = failure.exception ?? failure;
  const text = cause instanceof Error ? cause.message : String(cause);
  const elements = Object.values(failure.dataSet?.elements ?? {});
  const last = Math.max(0, ...elements.map((element) => element.dataOffset + element.length));
  return /past|outside|overrun|beyond|end of/i.test(text)
    ? new DicomError('truncated', { name, bytes: start + bytes.length })
    : new DicomError('malformed', { name, offset: start + last });
}

/**
 * The encoding that the first element shows, where it is not the one that the meta header names: some writers
 * send implicit VR under an explicit transfer syntax, or the other way round.
 */
function actualEncoding(bytes: Uint8Array, named: string): string {
  if (named === TransferSyntax.explicitBigEndian || bytes.length < SMALLEST_FILE) return named;
  const explicit = isVR(bytes, 4);
  if (named === TransferSyntax.implicitLittleEndian) {
    const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true);
    return explicit && length > bytes.length ? TransferSyntax.explicitLittleEndian : named;
  }
  return explicit ? TransferSyntax.explicitLittleEndian : TransferSyntax.implicitLittleEndian;
}

/** Implicit VR with encapsulated pixels is outside the standard; the parser would take the fragments for items. */
function parseImplicitEncapsulated(bytes: Uint8Array): DataSet {
  const { implicitLittleEndian } = TransferSyntax;
  const data = dicomParser.parseDicom(bytes, {
    TransferSyntaxUID: implicitLittleEndian,
    untilTag: Tag.PixelData.tag,
  });
  const element = data.elements[Tag.PixelData.tag];
  if (element?.hadUndefinedLength) {
    const parser = dicomParser.littleEndianByteArrayParser;
    const stream = new dicomParser.ByteStream(parser, bytes, element.dataOffset);
    dicomParser.findEndOfEncapsulatedElement(stream, element, []);
  }
  return data;
}

function parseDataset(
  file: Uint8Array,
  start: number,
  named: string,
  name: string,
  note: (note: Note) => void,
): DataSet {
  const bytes = file.subarray(start);
  const deflated = named === TransferSyntax.deflatedExplicitLittleEndian;
  const data = deflated ? inflateDataset(bytes, name) : bytes;
  const encoding = actualEncoding(data, named);
  const native =
    named === TransferSyntax.implicitLittleEndian || named === TransferSyntax.explicitLittleEndian;
  const misnamed = (native || encoding === TransferSyntax.implicitLittleEndian) && encoding !== named;
  if (misnamed) note({ code: 'encoding-repaired', params: { name } });
  try {
    return misnamed && !native
      ? parseImplicitEncapsulated(data)
      : dicomParser.parseDicom(data, { TransferSyntaxUID: encoding });
  } catch (failure) {
    throw parseFailure(failure as ParseFailure, data, start, name);
  }
}

/** A plain view: `slice` of Node's Buffer shares memory, that of Uint8Array copies. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/**
 * Parse a file of PS3.10, or a bare data set whose encoding its first bytes give away.
 * @param name how the file is called in messages.
 * @throws DicomError `not-dicom`, `truncated`, `malformed`, `too-large`.
 */
export function parsePart10(file: Uint8Array, name: string): ParsedFile {
  const bytes = plainBytes(file);
  const prefixed = hasPrefix(bytes);
  const bareMeta = !prefixed && bytes[0] === 0x02 && bytes[1] === 0 && isVR(bytes, 4);
  const start = prefixed ? PREAMBLE_BYTES + PREFIX_BYTES : 0;
  let meta: { end: number; transferSyntax?: string } = { end: start };
  try {
    if (prefixed || bareMeta) meta = readMeta(bytes, start);
  } catch {
    throw new DicomError('truncated', { name, bytes: bytes.length });
  }
  const transferSyntax = meta.transferSyntax ?? inferTransferSyntax(bytes, meta.end);
  if (transferSyntax === undefined) {
    throw prefixed
      ? new DicomError('truncated', { name, bytes: bytes.length })
      : new DicomError('not-dicom', { name });
  }
  if (meta.end >= bytes.length) throw new DicomError('truncated', { name, bytes: bytes.length });
  const notes: Note[] = meta.transferSyntax ? [] : [{ code: 'no-meta-header', params: { name } }];
  const data = parseDataset(bytes, meta.end, transferSyntax, name, (note) => notes.push(note));
  return { dataset: new Dataset(data), transferSyntax, notes };
}
