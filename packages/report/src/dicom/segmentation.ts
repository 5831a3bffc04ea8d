import type { Geometry, Slice } from '@calx/dicom';
import { ReportError } from '../error.ts';
import { codeItem, concepts, type Code } from './codes.ts';
import { writePart10, type DataSet } from './part10.ts';
import {
  authored,
  decimal,
  instanceReferences,
  leadInstance,
  patientAndStudy,
  positionOf,
  sliceAt,
  type Authorship,
  type SourceImages,
} from './source.ts';
import { uidFrom } from '../names.ts';

/** Segmentation Storage, PS3.4 B.5. */
const segmentationStorage = '1.2.840.10008.5.1.4.1.1.66.4';

/** Transfer syntaxes that lose information (PS3.5 A.4): once lost, it stays said (PS3.3 C.7.6.1.1.5). */
const lossySyntaxes: ReadonlySet<string> = new Set([
  '1.2.840.10008.1.2.4.50',
  '1.2.840.10008.1.2.4.51',
  '1.2.840.10008.1.2.4.81',
  '1.2.840.10008.1.2.4.91',
  '1.2.840.10008.1.2.4.203',
]);

/** One lesion's voxels on the grid of the source volume: 0 outside, anything else inside; i fastest. */
export interface Segment {
  readonly mask: Uint8Array;
  readonly label: string;
  /** What it shows; default pathologic calcification. */
  readonly type?: Code;
  /** CIELab of the recommended colour, each 0 to 65535 (PS3.3 C.10.7.1.1). */
  readonly color?: readonly [number, number, number];
}

/** A written object with the names by which others refer to it. */
export interface WrittenSegmentation {
  readonly bytes: Uint8Array;
  readonly sopClassUID: string;
  readonly sopInstanceUID: string;
  readonly seriesUID: string;
  /** Tracking UID of each segment, in order. */
  readonly trackingUIDs: readonly string[];
}

interface Frame {
  readonly segment: number;
  readonly k: number;
}

/**
 * Writes a binary segmentation (PS3.3 A.51) of lesions on one series: a frame for every slice a segment touches, on
 * the source's grid. Throws a ReportError `no_source`, `mask_size` or `empty_mask`.
 */
export function writeSegmentation(
  images: SourceImages,
  segments: readonly Segment[],
  authorship: Authorship,
  description = 'Calx segmentation',
): WrittenSegmentation {
  const { geometry } = images;
  const source = leadInstance(images, 'segmentation');
  const frames = segments.flatMap((segment, index) => framesOf(geometry, segment, index + 1));
  const name = [source.series.uid, authorship.written.toISOString(), String(frames.length)] as const;
  const sopInstanceUID = uidFrom('seg', ...name);
  const seriesUID = uidFrom('seg-series', ...name);
  const trackingUIDs = segments.map((_, index) => uidFrom('segment', ...name, String(index + 1)));
  const dataSet: DataSet = {
    SOPClassUID: segmentationStorage,
    SOPInstanceUID: sopInstanceUID,
    ...patientAndStudy(source),
    ...authored(authorship),
    Modality: 'SEG',
    SeriesInstanceUID: seriesUID,
    SeriesNumber: '9001',
    SeriesDescription: description,
    InstanceNumber: '1',
    ...imageModules(geometry, frames.length),
    LossyImageCompression: lossySyntaxes.has(source.transferSyntax) ? '01' : '00',
    ContentLabel: 'SEGMENTATION',
    ContentDescription: description,
    ContentCreatorName: '',
    SegmentSequence: segments.map((segment, index) =>
      segmentItem(segment, index + 1, trackingUIDs[index] ?? ''),
    ),
    ...dimensions(uidFrom('dimensions', ...name)),
    SharedFunctionalGroupsSequence: [sharedGroups(geometry)],
    PerFrameFunctionalGroupsSequence: frames.map((frame) => frameGroups(images, frames, frame)),
    ReferencedSeriesSequence: [
      {
        SeriesInstanceUID: source.series.uid,
        ReferencedInstanceSequence: instanceReferences(images.slices),
      },
    ],
    PixelData: packFrames(geometry, segments, frames).buffer,
  };
  return {
    bytes: writePart10(dataSet, { PixelData: 'OB' }),
    sopClassUID: segmentationStorage,
    sopInstanceUID,
    seriesUID,
    trackingUIDs,
  };
}

function framesOf({ size }: Geometry, { mask }: Segment, segment: number): Frame[] {
  const [columns, rows, slices] = size;
  const expected = columns * rows * slices;
  if (mask.length !== expected) {
    throw new ReportError(
      'mask_size',
      { given: mask.length, expected },
      `The mask has ${mask.length} voxels where the series has ${expected}.`,
    );
  }
  const plane = columns * rows;
  const touched = Array.from({ length: slices }, (_, k) => k).filter((k) =>
    mask.subarray(k * plane, (k + 1) * plane).some((voxel) => voxel !== 0),
  );
  if (touched.length === 0) throw new ReportError('empty_mask', {}, 'The mask is empty.');
  return touched.map((k) => ({ segment, k }));
}

/** Bits of all frames end to end, first pixel in the lowest bit (PS3.5 8.1.1), padded to an even length. */
function packFrames(
  { size }: Geometry,
  segments: readonly Segment[],
  frames: readonly Frame[],
): Uint8Array<ArrayBuffer> {
  const plane = size[0] * size[1];
  const bytes = Math.ceil((frames.length * plane) / 8);
  const packed = new Uint8Array(bytes + (bytes % 2));
  frames.forEach(({ segment, k }, frame) => {
    const mask = segments[segment - 1]?.mask;
    for (let pixel = 0; pixel < plane; pixel++) {
      if (!mask?.[k * plane + pixel]) continue;
      const bit = frame * plane + pixel;
      packed[bit >> 3] = (packed[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  });
  return packed;
}

/** Image Pixel and Segmentation Image, PS3.3 C.7.6.3 and C.8.20.2. */
const imageModules = ({ size }: Geometry, frames: number): DataSet => ({
  ImageType: ['DERIVED', 'PRIMARY'],
  SamplesPerPixel: 1,
  PhotometricInterpretation: 'MONOCHROME2',
  NumberOfFrames: String(frames),
  Rows: size[1],
  Columns: size[0],
  BitsAllocated: 1,
  BitsStored: 1,
  HighBit: 0,
  PixelRepresentation: 0,
  SegmentationType: 'BINARY',
});

const segmentItem = (segment: Segment, number: number, trackingUID: string): DataSet => ({
  SegmentNumber: number,
  SegmentLabel: segment.label,
  SegmentAlgorithmType: 'SEMIAUTOMATIC',
  SegmentAlgorithmName: 'Calx',
  SegmentedPropertyCategoryCodeSequence: [codeItem(concepts.abnormalStructure)],
  SegmentedPropertyTypeCodeSequence: [codeItem(segment.type ?? concepts.calcification)],
  TrackingID: segment.label,
  TrackingUID: trackingUID,
  ...(segment.color ? { RecommendedDisplayCIELabValue: [...segment.color] } : {}),
});

/** Attributes that order the frames: segment, then position (PS3.3 C.7.6.17). */
function dimensions(uid: string): DataSet {
  const index = (pointer: string, group: string, label: string): DataSet => ({
    DimensionOrganizationUID: uid,
    DimensionIndexPointer: pointer,
    FunctionalGroupPointer: group,
    DimensionDescriptionLabel: label,
  });
  return {
    DimensionOrganizationSequence: [{ DimensionOrganizationUID: uid }],
    DimensionIndexSequence: [
      index('0062000B', '0062000A', 'Segment'),
      index('00200032', '00209113', 'Position'),
    ],
  };
}

const sharedGroups = ({ spacing, axes }: Geometry): DataSet => ({
  PixelMeasuresSequence: [
    {
      SliceThickness: decimal(spacing[2]),
      SpacingBetweenSlices: decimal(spacing[2]),
      PixelSpacing: [decimal(spacing[1]), decimal(spacing[0])],
    },
  ],
  PlaneOrientationSequence: [{ ImageOrientationPatient: [...axes[0], ...axes[1]].map(decimal) }],
});

function frameGroups(images: SourceImages, frames: readonly Frame[], { segment, k }: Frame): DataSet {
  const planes = [...new Set(frames.map((frame) => frame.k))].sort((a, b) => a - b);
  const slice = sliceAt(images, k);
  return {
    ...(slice ? { DerivationImageSequence: [derivation(slice)] } : {}),
    FrameContentSequence: [{ DimensionIndexValues: [segment, planes.indexOf(k) + 1] }],
    PlanePositionSequence: [{ ImagePositionPatient: positionOf(images.geometry, k).map(decimal) }],
    SegmentIdentificationSequence: [{ ReferencedSegmentNumber: segment }],
  };
}

const derivation = ({ instance, frame }: Slice): DataSet => ({
  DerivationCodeSequence: [codeItem(concepts.segmentation)],
  SourceImageSequence: [
    {
      ReferencedSOPClassUID: instance.sopClassUID,
      ReferencedSOPInstanceUID: instance.sopInstanceUID,
      ...(instance.frames.length > 1 ? { ReferencedFrameNumber: String(frame + 1) } : {}),
      PurposeOfReferenceCodeSequence: [codeItem(concepts.sourceImage)],
    },
  ],
});
