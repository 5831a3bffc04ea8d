import { encodeText } from './element-writer.ts';

/** Values of no meaning by representation, PS3.15 table E.1-1a, action D. */
const DUMMIES: Readonly<Record<string, string>> = {
  AE: 'REMOVED',
  AS: '000Y',
  CS: 'REMOVED',
  DA: '19000101',
  DS: '0',
  DT: '19000101000000',
  IS: '0',
  LO: 'REMOVED',
  LT: 'REMOVED',
  PN: 'REMOVED',
  SH: 'REMOVED',
  ST: 'REMOVED',
  TM: '000000',
  UC: 'REMOVED',
  UT: 'REMOVED',
};

/** Representations of dated attributes under action D, for implicit VR, PS3.6. */
const IMPLIED: Readonly<Record<string, string>> = {
  x00080021: 'DA',
  x00080023: 'DA',
  x0008002a: 'DT',
  x00080031: 'TM',
  x00080033: 'TM',
  x00189516: 'DT',
  x00189517: 'DT',
  x300a0006: 'DA',
  x300a0007: 'TM',
  x3010004c: 'DA',
  x3010004d: 'DA',
};

/** A value of no meaning: text where the representation has some, else zeros as long as the value was. */
export function dummyValue(tag: string, vr: string | undefined, length: number): Uint8Array {
  const known = vr ?? IMPLIED[tag] ?? 'LO';
  const text = DUMMIES[known];
  return text === undefined ? new Uint8Array(length) : encodeText(text, known);
}
