import dcmjs from 'dcmjs';

/** Explicit VR little endian, PS3.5 A.2. */
const transferSyntax = '1.2.840.10008.1.2.1';
/** This program as the writer of files, PS3.10 7.1. */
const implementation = { uid: '2.25.193817359014723308175426921734881265013', name: 'CALX' } as const;

/** A data set by attribute keyword; a sequence is a list of data sets. */
export interface DataSet {
  readonly [keyword: string]: unknown;
}

/** The data set as a file, PS3.10; text in UTF-8, declared as such. */
export function writePart10(dataSet: DataSet, representations: Readonly<Record<string, string>>): Uint8Array {
  const { DicomDict, DicomMetaDictionary } = dcmjs.data;
  const file = new DicomDict(
    DicomMetaDictionary.denaturalizeDataset({
      FileMetaInformationVersion: new Uint8Array([0, 1]).buffer,
      MediaStorageSOPClassUID: dataSet['SOPClassUID'],
      MediaStorageSOPInstanceUID: dataSet['SOPInstanceUID'],
      TransferSyntaxUID: transferSyntax,
      ImplementationClassUID: implementation.uid,
      ImplementationVersionName: implementation.name,
    }),
  );
  file.dict = DicomMetaDictionary.denaturalizeDataset({
    SpecificCharacterSet: 'ISO_IR 192',
    ...dataSet,
    _vrMap: representations,
  });
  return new Uint8Array(file.write());
}
