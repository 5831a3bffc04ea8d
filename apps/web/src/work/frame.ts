import { pixelCalibration, readModalityValues, type Instance, type PixelCalibration } from '@calx/dicom';

/** One image as the page shows it: values after the modality LUT, nothing windowed. */
export interface FrameData {
  readonly rows: number;
  readonly columns: number;
  readonly samplesPerPixel: number;
  /** Grey images as floats or 16-bit integers, colour as interleaved bytes. */
  readonly data: Int16Array | Uint8Array | Float32Array;
  /** The image is stored with white for low values. */
  readonly inverted: boolean;
  readonly window: { readonly centre: number; readonly width: number } | null;
  readonly calibration: PixelCalibration;
}

const fitsInt16 = (values: ArrayLike<number>): boolean => {
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (!Number.isInteger(value) || value < -32768 || value > 32767) return false;
  }
  return true;
};

/** Decodes one frame of an instance (0-based). Throws what `readPixels` of the dicom room throws. */
export async function readFrame(instance: Instance, frame: number): Promise<FrameData> {
  const { rows, columns, samplesPerPixel, photometric, data } = await readModalityValues(instance, frame);
  const header = instance.frames[frame];
  const values =
    samplesPerPixel > 1
      ? Uint8Array.from(data)
      : fitsInt16(data)
        ? Int16Array.from(data)
        : Float32Array.from(data);
  return {
    rows,
    columns,
    samplesPerPixel,
    data: values,
    inverted: photometric === 'MONOCHROME1',
    window: header?.window ? { centre: header.window.center, width: header.window.width } : null,
    calibration: pixelCalibration(instance),
  };
}
