import type { Geometry } from '@calx/dicom';
import { part10, uidOf, type Attributes } from './part10.ts';

const sopClass = {
  CT: '1.2.840.10008.5.1.4.1.1.2',
  MR: '1.2.840.10008.5.1.4.1.1.4',
  DX: '1.2.840.10008.5.1.4.1.1.1.1',
} as const;

/** Patient IDs that begin so belong to no patient. */
export const phantomIdPrefix = 'PHANTOM-';

export interface SeriesSpec {
  readonly phantom: string;
  readonly number: number;
  readonly modality: keyof typeof sopClass;
  readonly description: string;
  /** Attributes beyond those of every image, by keyword. */
  readonly attributes: Attributes;
}

/** Attributes that every instance of a phantom's study shares; the patient says that it is a phantom. */
function common(spec: SeriesSpec, instance: number): Attributes {
  const { phantom, number, modality } = spec;
  return {
    SpecificCharacterSet: 'ISO_IR 192',
    SOPClassUID: sopClass[modality],
    SOPInstanceUID: uidOf(phantom, number, instance),
    StudyInstanceUID: uidOf(phantom),
    SeriesInstanceUID: uidOf(phantom, number),
    FrameOfReferenceUID: uidOf(phantom, 'frame'),
    Modality: modality,
    PatientName: { Alphabetic: `Phantom^${phantom}` },
    PatientID: `${phantomIdPrefix}${phantom}`,
    PatientBirthDate: '',
    PatientSex: 'O',
    StudyDate: '20260101',
    StudyTime: '120000',
    SeriesDate: '20260101',
    AccessionNumber: '',
    ReferringPhysicianName: '',
    StudyID: '1',
    StudyDescription: `Phantom ${phantom}: made by computation, not a patient`,
    SeriesNumber: String(number),
    SeriesDescription: spec.description,
    InstanceNumber: String(instance),
    Manufacturer: 'Calx phantom',
    InstitutionName: '',
    PositionReferenceIndicator: '',
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    BitsAllocated: 16,
    BitsStored: 16,
    HighBit: 15,
    ...spec.attributes,
  };
}

/** One Part 10 file a slice. `values` are the stored values, i fastest, as in a Volume. */
export function writeSlices(
  spec: SeriesSpec,
  geometry: Geometry,
  values: Int16Array,
): { readonly name: string; readonly bytes: Uint8Array }[] {
  const [columns, rows, slices] = geometry.size;
  const perSlice = columns * rows;
  const [row, column, normal] = geometry.axes;
  return Array.from({ length: slices }, (_, k) => {
    const position = geometry.origin.map((o, axis) => o + k * geometry.spacing[2] * (normal[axis] ?? 0));
    return {
      name: `${spec.modality}-${spec.number}/${String(k + 1).padStart(4, '0')}.dcm`,
      bytes: part10({
        ...common(spec, k + 1),
        ImagePositionPatient: position.map(decimal),
        ImageOrientationPatient: [...row, ...column].map(decimal),
        PatientPosition: 'HFS',
        SliceThickness: decimal(geometry.spacing[2]),
        SliceLocation: decimal(position[2] ?? 0),
        PixelSpacing: [decimal(geometry.spacing[1]), decimal(geometry.spacing[0])],
        Rows: rows,
        Columns: columns,
        PixelRepresentation: 1,
        PixelData: bytesOf(values.subarray(k * perSlice, (k + 1) * perSlice)),
      }),
    };
  });
}

/** One projection image. Imager pixel spacing is at the detector; the magnification says what that is in the body. */
export function writeProjection(
  spec: SeriesSpec,
  size: readonly [columns: number, rows: number],
  spacing: readonly [column: number, row: number],
  values: Uint16Array,
): { readonly name: string; readonly bytes: Uint8Array } {
  return {
    name: `${spec.modality}-${spec.number}/0001.dcm`,
    bytes: part10({
      ...common(spec, 1),
      ImagerPixelSpacing: [decimal(spacing[1]), decimal(spacing[0])],
      Rows: size[1],
      Columns: size[0],
      PixelRepresentation: 0,
      PixelData: bytesOf(values),
    }),
  };
}

/** Decimal String: at most 16 characters (PS3.5 6.2). */
function decimal(value: number): string {
  return String(Math.round(value * 1e6) / 1e6).slice(0, 16);
}

function bytesOf(values: Int16Array | Uint16Array): ArrayBuffer {
  const copy = new Uint8Array(values.byteLength);
  copy.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return copy.buffer;
}
