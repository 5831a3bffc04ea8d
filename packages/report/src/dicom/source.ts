import type { Geometry, Instance, Slice } from '@calx/dicom';
import { ReportError } from '../error.ts';
import { calxScheme } from './codes.ts';
import type { DataSet } from './part10.ts';

/** The images that a lesion lies on: the slices of one stack and the grid of its volume. */
export interface SourceImages {
  readonly slices: readonly Slice[];
  readonly geometry: Geometry;
}

/** When and by which version an object is written; the room itself has no clock. */
export interface Authorship {
  /** Written in UTC. */
  readonly written: Date;
  /** Version of Calx. */
  readonly version: string;
}

/** The first instance, whose patient and study the new object belongs to. */
export function leadInstance(images: SourceImages, what: string): Instance {
  const instance = images.slices[0]?.instance;
  if (!instance)
    throw new ReportError('no_source', { what }, `The ${what} needs the DICOM instances of the lesion.`);
  return instance;
}

/** Patient, General Study and the date of the source, taken over unchanged (PS3.3 C.7.1.1, C.7.2.1). */
export function patientAndStudy({ patient, study, frameOfReferenceUID }: Instance): DataSet {
  return {
    PatientName: patient.name,
    PatientID: patient.id,
    PatientBirthDate: patient.birthDate,
    PatientSex: patient.sex,
    StudyInstanceUID: study.uid,
    StudyDate: study.date,
    StudyTime: study.time,
    ReferringPhysicianName: '',
    StudyID: '',
    AccessionNumber: study.accessionNumber,
    ...(study.description ? { StudyDescription: study.description } : {}),
    ...(frameOfReferenceUID
      ? { FrameOfReferenceUID: frameOfReferenceUID, PositionReferenceIndicator: '' }
      : {}),
  };
}

/** General and Enhanced General Equipment, content date and time (PS3.3 C.7.5.1, C.7.5.2). */
export function authored({ written, version }: Authorship): DataSet {
  const [date = '', time = ''] = written.toISOString().split('T');
  const content = { date: date.replaceAll('-', ''), time: time.slice(0, 8).replaceAll(':', '') };
  return {
    Manufacturer: 'Calx',
    ManufacturerModelName: 'Calx',
    DeviceSerialNumber: version,
    SoftwareVersions: version,
    TimezoneOffsetFromUTC: '+0000',
    InstanceCreationDate: content.date,
    InstanceCreationTime: content.time,
    SeriesDate: content.date,
    SeriesTime: content.time,
    ContentDate: content.date,
    ContentTime: content.time,
  };
}

/** Who is behind the private codes (PS3.3 C.12.1.1.7). */
export const codingSchemes = [
  {
    CodingSchemeDesignator: calxScheme,
    CodingSchemeName: 'Calx vocabulary of calcified soft-tissue masses',
    CodingSchemeResponsibleOrganization: 'Calx',
  },
] as const;

/** Every instance once, as a reference (PS3.3 10.8). */
export function instanceReferences(slices: readonly Slice[]): DataSet[] {
  const seen = new Map(slices.map(({ instance }) => [instance.sopInstanceUID, instance]));
  return [...seen.values()].map(({ sopClassUID, sopInstanceUID }) => ({
    ReferencedSOPClassUID: sopClassUID,
    ReferencedSOPInstanceUID: sopInstanceUID,
  }));
}

/** Image Position (Patient) of slice k. */
export function positionOf({ origin, spacing, axes }: Geometry, k: number): [number, number, number] {
  const along = (axis: 0 | 1 | 2): number => origin[axis] + k * spacing[2] * axes[2][axis];
  return [along(0), along(1), along(2)];
}

/** The source slice at the k-th plane of the grid, if the series has one there. */
export function sliceAt({ slices, geometry }: SourceImages, k: number): Slice | undefined {
  const wanted = positionOf(geometry, k);
  const distance = (slice: Slice): number => {
    const { position } = slice.header;
    return position ? Math.hypot(...position.map((value, axis) => value - (wanted[axis] ?? 0))) : Infinity;
  };
  let best: Slice | undefined;
  for (const slice of slices) if (!best || distance(slice) < distance(best)) best = slice;
  // Half a slice away it would be another plane.
  return best && distance(best) < geometry.spacing[2] / 2 ? best : undefined;
}

/** A decimal string of at most 16 characters (PS3.5 6.2, VR DS). */
export function decimal(value: number): string {
  const longest = 16;
  for (let digits = 15; digits > 0; digits--) {
    const text = String(Number(value.toPrecision(digits)));
    if (text.length <= longest) return text;
  }
  return String(Math.round(value));
}
