import { TransferSyntax } from '../transfer-syntax.ts';
import {
  concatenate,
  delimiter,
  elementHeader,
  encodeText,
  UNDEFINED_LENGTH,
  type Encoding,
} from './element-writer.ts';
import { basicProfile, type Code } from './data.ts';
import type { DeidentificationProfile } from './profile.ts';

/** This program as the writer of files, PS3.10 7.1. */
const IMPLEMENTATION = { uid: '2.25.193817359014723308175426921734881265013', name: 'CALX' } as const;
const META_ENCODING: Encoding = { explicit: true, littleEndian: true };
const PREAMBLE_BYTES = 128;

function element(tag: string, vr: string, value: string | Uint8Array, encoding: Encoding): Uint8Array {
  const bytes = typeof value === 'string' ? encodeText(value, vr) : value;
  return concatenate([elementHeader(tag, vr, bytes.length, encoding), bytes]);
}

/** Preamble, prefix and file meta information, PS3.10 7.1; nothing of the old one but class and transfer syntax. */
export function metaHeader(sopClass: string, sopInstance: string, transferSyntax: string): Uint8Array {
  const meta = concatenate([
    element('x00020001', 'OB', Uint8Array.of(0, 1), META_ENCODING),
    element('x00020002', 'UI', sopClass, META_ENCODING),
    element('x00020003', 'UI', sopInstance, META_ENCODING),
    element('x00020010', 'UI', transferSyntax || TransferSyntax.explicitLittleEndian, META_ENCODING),
    element('x00020012', 'UI', IMPLEMENTATION.uid, META_ENCODING),
    element('x00020013', 'SH', IMPLEMENTATION.name, META_ENCODING),
  ]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, meta.length, true);
  return concatenate([
    new Uint8Array(PREAMBLE_BYTES),
    new TextEncoder().encode('DICM'),
    element('x00020000', 'UL', length, META_ENCODING),
    meta,
  ]);
}

function codeItem({ code, meaning }: Code, encoding: Encoding): Uint8Array {
  return concatenate([
    delimiter('item', encoding.littleEndian),
    element('x00080100', 'SH', code, encoding),
    element('x00080102', 'SH', 'DCM', encoding),
    element('x00080104', 'LO', meaning, encoding),
    delimiter('item-end', encoding.littleEndian),
  ]);
}

/** What the dates of the object are now, PS3.3 C.12.1, Longitudinal Temporal Information Modified. */
function datesNow({ options }: DeidentificationProfile): string {
  if (options.has('retain-full-dates')) return 'UNMODIFIED';
  return options.has('retain-modified-dates') ? 'MODIFIED' : 'REMOVED';
}

/** The elements that say that and how the object was de-identified, PS3.15 E.1.1, by tag. */
export function markElements(
  profile: DeidentificationProfile,
  encoding: Encoding,
): ReadonlyMap<string, Uint8Array> {
  const codes = [basicProfile.profile, ...[...profile.options].map((option) => basicProfile.options[option])];
  const sequence = concatenate([
    elementHeader('x00120064', 'SQ', UNDEFINED_LENGTH, encoding),
    ...codes.map((code) => codeItem(code, encoding)),
    delimiter('sequence-end', encoding.littleEndian),
  ]);
  return new Map([
    ['x00120062', element('x00120062', 'CS', 'YES', encoding)],
    ['x00120063', element('x00120063', 'LO', 'CALX, DICOM PS3.15 annex E', encoding)],
    ['x00120064', sequence],
    ['x00280303', element('x00280303', 'CS', datesNow(profile), encoding)],
  ]);
}
