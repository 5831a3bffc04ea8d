import type { Dataset } from './dataset.ts';
import { DicomError, type Note } from './errors.ts';
import { readFrames, type FrameHeader } from './frames.ts';
import { parsePart10 } from './part10.ts';
import { Tag, type Attribute } from './tags.ts';

/** Who the images are of, as the file says; empty strings where it says nothing. */
export interface PatientHeader {
  /** PN value with its component groups (`Yamada^Tarou=山田^太郎`). */
  readonly name: string;
  readonly id: string;
  readonly sex: 'F' | 'M' | 'O' | '';
  /** `YYYYMMDD`. */
  readonly birthDate: string;
  /** Age at the study in years, from PatientAge or else from birth and study date. */
  readonly age?: number;
}

export interface StudyHeader {
  readonly uid: string;
  readonly date: string;
  readonly time: string;
  readonly description: string;
  readonly accessionNumber: string;
}

export interface SeriesHeader {
  readonly uid: string;
  readonly number?: number;
  readonly description: string;
  readonly protocol: string;
  readonly bodyPart: string;
  readonly laterality: string;
  readonly manufacturer: string;
}

/** How the stored values are packed, PS3.3 C.7.6.3. */
export interface ImageHeader {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  readonly photometric: string;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly planar: boolean;
  readonly frameCount: number;
  readonly type: readonly string[];
}

export interface Instance {
  /** Where it was read from; used in messages. */
  readonly name: string;
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  readonly instanceNumber?: number;
  readonly modality: string;
  readonly transferSyntax: string;
  readonly frameOfReferenceUID: string;
  readonly patient: PatientHeader;
  readonly study: StudyHeader;
  readonly series: SeriesHeader;
  /** Absent where the object is no image (report, contour set). */
  readonly image?: ImageHeader;
  /** One header a frame; a single-frame image has one. */
  readonly frames: readonly FrameHeader[];
  /** Does the file hold pixel data (of any length)? */
  readonly hasPixels: boolean;
  readonly notes: readonly Note[];
  readonly dataset: Dataset;
}

const DAYS: Readonly<Record<string, number>> = { D: 1, W: 7, M: 30.4375, Y: 365.25 };
const MILLISECONDS_A_DAY = 86_400_000;

/** PS3.5 AS, `056Y`, to years. */
function ageInYears(value: string | undefined): number | undefined {
  const match = /^(\d{1,3})([DWMY])$/.exec(value ?? '');
  const days = DAYS[match?.[2] ?? ''];
  return match && days ? (Number(match[1]) * days) / 365.25 : undefined;
}

/** `YYYYMMDD` (or the older `YYYY.MM.DD`) to milliseconds, undefined where it is no date. */
function dateValue(value: string): number | undefined {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value);
  return match ? Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : undefined;
}

function ageBetween(birth: string, study: string): number | undefined {
  const from = dateValue(birth);
  const to = dateValue(study);
  if (from === undefined || to === undefined || to < from) return undefined;
  return Math.floor((to - from) / MILLISECONDS_A_DAY / 365.25);
}

function readPatient(dataset: Dataset): PatientHeader {
  const sex = dataset.text(Tag.PatientSex)?.toUpperCase() ?? '';
  const birthDate = dataset.text(Tag.PatientBirthDate) ?? '';
  const age =
    ageInYears(dataset.text(Tag.PatientAge)) ?? ageBetween(birthDate, dataset.text(Tag.StudyDate) ?? '');
  return {
    // Empty component groups at the end may be written or left out (PS3.5 6.2.1.1).
    name: (dataset.text(Tag.PatientName) ?? '').replace(/=+$/, ''),
    id: dataset.text(Tag.PatientID) ?? '',
    sex: sex === 'F' || sex === 'M' || sex === 'O' ? sex : '',
    birthDate,
    ...(age === undefined ? {} : { age }),
  };
}

function readSeries(dataset: Dataset): SeriesHeader {
  const number = dataset.number(Tag.SeriesNumber);
  return {
    uid: dataset.text(Tag.SeriesInstanceUID) ?? '',
    ...(number === undefined ? {} : { number }),
    description: dataset.text(Tag.SeriesDescription) ?? '',
    protocol: dataset.text(Tag.ProtocolName) ?? '',
    bodyPart: dataset.text(Tag.BodyPartExamined) ?? '',
    laterality: dataset.text(Tag.Laterality) ?? dataset.text(Tag.ImageLaterality) ?? '',
    manufacturer: dataset.text(Tag.Manufacturer) ?? '',
  };
}

/** Most frames and bits that an image may have before it is taken for a broken header. */
const LARGEST = { frames: 100_000, bits: 64 };

function readImage(dataset: Dataset, name: string): ImageHeader | undefined {
  const rows = dataset.number(Tag.Rows);
  const columns = dataset.number(Tag.Columns);
  if (rows === undefined && columns === undefined) return undefined;
  const whole = (
    attribute: Attribute,
    label: string,
    fallback: number,
    low: number,
    high: number,
  ): number => {
    const value = dataset.number(attribute) ?? fallback;
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new DicomError('bad-image-header', { name, attribute: label });
  };
  const bitsAllocated = whole(Tag.BitsAllocated, 'BitsAllocated', 16, 1, LARGEST.bits);
  const bitsStored = whole(Tag.BitsStored, 'BitsStored', bitsAllocated, 1, bitsAllocated);
  return {
    rows: whole(Tag.Rows, 'Rows', 0, 1, 65535),
    columns: whole(Tag.Columns, 'Columns', 0, 1, 65535),
    samplesPerPixel: whole(Tag.SamplesPerPixel, 'SamplesPerPixel', 1, 1, 4),
    photometric: dataset.text(Tag.PhotometricInterpretation) ?? 'MONOCHROME2',
    bitsAllocated,
    bitsStored,
    highBit: whole(Tag.HighBit, 'HighBit', bitsStored - 1, bitsStored - 1, bitsAllocated - 1),
    signed: dataset.number(Tag.PixelRepresentation) === 1,
    planar: dataset.number(Tag.PlanarConfiguration) === 1,
    frameCount: whole(Tag.NumberOfFrames, 'NumberOfFrames', 1, 1, LARGEST.frames),
    type: dataset.texts(Tag.ImageType),
  };
}

/**
 * Read the header of one object; pixels stay encoded until `readPixels`.
 * @param name how it is called in messages (a path inside the chosen folder, no more).
 * @throws DicomError with one sentence: `not-dicom`, `truncated`, `malformed`, `bad-image-header`, `too-large`.
 */
export function parseInstance(bytes: Uint8Array, name = 'the file'): Instance {
  const { dataset, transferSyntax, notes } = parsePart10(bytes, name);
  const image = readImage(dataset, name);
  const number = dataset.number(Tag.InstanceNumber);
  return {
    name,
    sopClassUID: dataset.text(Tag.SOPClassUID) ?? '',
    sopInstanceUID: dataset.text(Tag.SOPInstanceUID) ?? '',
    ...(number === undefined ? {} : { instanceNumber: number }),
    modality: dataset.text(Tag.Modality) ?? '',
    transferSyntax,
    frameOfReferenceUID: dataset.text(Tag.FrameOfReferenceUID) ?? '',
    patient: readPatient(dataset),
    study: {
      uid: dataset.text(Tag.StudyInstanceUID) ?? '',
      date: dataset.text(Tag.StudyDate) ?? '',
      time: dataset.text(Tag.StudyTime) ?? '',
      description: dataset.text(Tag.StudyDescription) ?? '',
      accessionNumber: dataset.text(Tag.AccessionNumber) ?? '',
    },
    series: readSeries(dataset),
    ...(image ? { image } : {}),
    frames: image ? readFrames(dataset, image.frameCount) : [],
    hasPixels: [Tag.PixelData, Tag.FloatPixelData, Tag.DoubleFloatPixelData].some((tag) => dataset.has(tag)),
    notes,
    dataset,
  };
}
