import dcmjs from 'dcmjs';

export type Attributes = Record<string, unknown>;

const explicitLittleEndian = '1.2.840.10008.1.2.1';
/** Root of UIDs made from a UUID or number (PS3.5 B.2). */
const uidRoot = '2.25.';

/** A Part 10 file (PS3.10) of a naturalised dataset, explicit VR little endian. */
export function part10(dataset: Attributes): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const meta = DicomMetaDictionary.denaturalizeDataset({
    FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
    MediaStorageSOPClassUID: dataset['SOPClassUID'],
    MediaStorageSOPInstanceUID: dataset['SOPInstanceUID'],
    TransferSyntaxUID: explicitLittleEndian,
    ImplementationClassUID: `${uidRoot}80045011`,
    ImplementationVersionName: 'CALX_PHANTOM',
  });
  const file = new DicomDict(meta);
  file.dict = DicomMetaDictionary.denaturalizeDataset({ _vrMap: { PixelData: 'OW' }, ...dataset });
  return new Uint8Array(file.write());
}

/** The same UID for the same words, always: 2.25 and a 112-bit hash (FNV-1a with four seeds of 28 bits). */
export function uidOf(...words: readonly (string | number)[]): string {
  const text = words.join('\u001f');
  let value = 0n;
  for (const seed of [0x811c9dc5, 0x01000193, 0x9e3779b9, 0x85ebca6b]) {
    let hash = seed;
    for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash ^= hash >>> 15;
    hash = Math.imul(hash, 0x2c1b3c6d);
    value = (value << 28n) | BigInt((hash >>> 0) & 0xfffffff);
  }
  return `${uidRoot}${value}`;
}
