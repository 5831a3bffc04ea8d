import { Enums, imageLoader, metaData, utilities, type Types } from '@cornerstonejs/core';
import type { PixelCalibration } from '@calx/dicom';
import type { FilmPlace } from '../api/types.ts';
import { loadFrame } from '../work/reading.ts';
import type { FrameData } from '../work/frame.ts';
import { whenImagesClose } from './holders.ts';

/** Single images (radiographs, captures) for the viewer, decoded by our own reader. */

const SCHEME = 'calx';
const frames = new Map<string, FrameData>();
let registered = false;

export const flatImageId = (sop: string, frame: number): string => `${SCHEME}:${sop}:${frame}`;

/** Which image an id names. */
export function filmOf(imageId: string): FilmPlace {
  const [, sop = '', frame = '0'] = imageId.split(':');
  return { sop, frame: Number(frame) };
}

/** The decoded image behind an id, once it has been shown. */
export const frameOf = (imageId: string): FrameData | undefined => frames.get(imageId);

whenImagesClose(() => frames.clear());

const UNIT = [1, 1] as const;
/** mm between rows and columns; a pixel counts as 1 where no length can be stated. */
const spacingOf = ({ mm }: PixelCalibration): readonly [number, number] => mm ?? UNIT;

/** What the viewer may say of lengths: projected on the detector, calibrated, or only pixels. */
function calibrationOf({ kind, mm }: PixelCalibration): Types.IImageCalibration {
  const type = mm
    ? kind === 'calibrated'
      ? Enums.CalibrationTypes.CALIBRATED
      : Enums.CalibrationTypes.PROJECTION
    : Enums.CalibrationTypes.UNCALIBRATED;
  return { type, scale: 1 };
}

function imageOf(imageId: string, frame: FrameData): Types.IImage {
  const { rows, columns, data, samplesPerPixel } = frame;
  const [rowSpacing, columnSpacing] = spacingOf(frame.calibration);
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    width: columns,
    height: rows,
    numberOfComponents: samplesPerPixel,
    scalarData: data,
    id: imageId,
  });
  let [low, high] = [Infinity, -Infinity];
  for (const value of data) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return {
    imageId,
    minPixelValue: low,
    maxPixelValue: high,
    slope: 1,
    intercept: 0,
    windowCenter: frame.window?.centre ?? (low + high) / 2,
    windowWidth: frame.window?.width ?? Math.max(1, high - low),
    voiLUTFunction: Enums.VOILUTFunctionType.LINEAR,
    getPixelData: () => data,
    getCanvas: () => document.createElement('canvas'),
    rows,
    columns,
    height: rows,
    width: columns,
    color: samplesPerPixel > 1,
    rgba: false,
    numberOfComponents: samplesPerPixel,
    rowPixelSpacing: rowSpacing,
    columnPixelSpacing: columnSpacing,
    calibration: calibrationOf(frame.calibration),
    invert: frame.inverted,
    sizeInBytes: data.byteLength,
    dataType: data.constructor.name as Types.PixelDataTypedArrayString,
    voxelManager: voxelManager as Types.IVoxelManager<number>,
  };
}

/** Modules that the viewer asks for; a flat image has no place in the patient and gets a plane of its own. */
function moduleOf(type: string, imageId: unknown): object | undefined {
  const frame = typeof imageId === 'string' ? frames.get(imageId) : undefined;
  if (!frame) return undefined;
  const { rows, columns, samplesPerPixel, data } = frame;
  const [rowSpacing, columnSpacing] = spacingOf(frame.calibration);
  const bits = data.BYTES_PER_ELEMENT * 8;
  switch (type) {
    case 'imagePlaneModule':
      return {
        rows,
        columns,
        rowPixelSpacing: rowSpacing,
        columnPixelSpacing: columnSpacing,
        pixelSpacing: [rowSpacing, columnSpacing],
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        rowCosines: [1, 0, 0],
        columnCosines: [0, 1, 0],
        imagePositionPatient: [0, 0, 0],
        frameOfReferenceUID: imageId,
        usingDefaultValues: frame.calibration.mm === undefined,
      };
    case 'imagePixelModule':
      return {
        rows,
        columns,
        samplesPerPixel,
        photometricInterpretation:
          samplesPerPixel > 1 ? 'RGB' : frame.inverted ? 'MONOCHROME1' : 'MONOCHROME2',
        bitsAllocated: bits,
        bitsStored: bits,
        highBit: bits - 1,
        pixelRepresentation: data instanceof Uint8Array ? 0 : 1,
      };
    case 'generalSeriesModule':
      return { modality: 'OT' };
    case 'voiLutModule':
      return frame.window
        ? { windowCenter: [frame.window.centre], windowWidth: [frame.window.width] }
        : undefined;
    case 'calibratedPixelSpacing':
      return calibrationOf(frame.calibration);
    default:
      return undefined;
  }
}

/** Teaches the viewer to load our images. */
export function registerFlatImages(): void {
  if (registered) return;
  registered = true;
  metaData.addProvider(moduleOf);
  imageLoader.registerImageLoader(SCHEME, (imageId) => {
    const { sop, frame } = filmOf(imageId);
    const promise = loadFrame(sop, '', frame).then((decoded) => {
      frames.set(imageId, decoded);
      return imageOf(imageId, decoded);
    });
    return { promise } as unknown as Types.IImageLoadObject;
  });
}
