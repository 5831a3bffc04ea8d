import type { PixelCalibration } from '@calx/dicom';
import type { Lattice } from '../morphology.ts';
import { RadiographError } from './refusal.ts';
import type { RadiographRules } from './rules.ts';

/** A radiograph as it is measured: values after the modality LUT, before any window or inversion. */
export interface Radiograph {
  /** Series Instance UID. */
  readonly series: string;
  /** As people call it. */
  readonly name: string;
  /** Row by row; the samples of a pixel side by side. */
  readonly data: ArrayLike<number>;
  readonly columns: number;
  readonly rows: number;
  readonly samplesPerPixel: number;
  /** Photometric Interpretation; of MONOCHROME1 the lowest value is shown white. */
  readonly photometric: string;
  readonly calibration: PixelCalibration;
}

/** A point on the image: column and row, 0 at the centre of the first pixel; fractions allowed. */
export type Point2 = readonly [column: number, row: number];

/** The image as it is worked on: dense is high, pixels averaged in blocks of `factor`. */
export interface WorkingImage extends Lattice {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
  readonly factor: number;
}

/**
 * Dense high (MONOCHROME1 turned over), colour of equal channels as grey, averaged to about the working pixel. Spacing
 * is that of the calibration, else an assumed one that only scales the filters.
 * @throws RadiographError `colour`
 */
export function workingImage(image: Radiograph, rules: RadiographRules): WorkingImage {
  const { columns, rows, data, samplesPerPixel } = image;
  const grey = greyOf(image);
  const [rowMm, columnMm] = pixelMm(image, rules);
  const factor = Math.max(1, Math.floor(rules.scale.workingPixel / Math.min(rowMm, columnMm) + 0.01));
  const [width, height] = [Math.floor(columns / factor), Math.floor(rows / factor)];
  const values = new Float32Array(width * height);
  const turned = image.photometric === 'MONOCHROME1' ? -1 : 1;
  for (let y = 0; y < height * factor; y += 1) {
    const row = Math.floor(y / factor) * width;
    for (let x = 0; x < width * factor; x += 1) {
      const at = row + Math.floor(x / factor);
      const value = data[samplesPerPixel * (y * columns + x)] as number;
      values[at] = (values[at] as number) + (turned * value) / (factor * factor);
    }
  }
  if (!grey) throw new RadiographError('colour');
  return {
    width,
    height,
    values,
    factor,
    size: [width, height, 1],
    spacing: [columnMm * factor, rowMm * factor, 1],
  };
}

/** Between rows and between columns, mm; assumed where the film is not calibrated. */
function pixelMm(
  { calibration, columns, rows }: Radiograph,
  { scale }: RadiographRules,
): readonly [number, number] {
  const assumed = scale.assumedLongSide / Math.max(columns, rows);
  return calibration.mm ?? [assumed, assumed];
}

/** Largest difference between the channels of a grey picture stored as colour; lossy compression makes a few. */
const channelDifference = 8;

/** Is every pixel grey? Checked on a sample of pixels. */
function greyOf({ data, samplesPerPixel }: Radiograph): boolean {
  if (samplesPerPixel < 3) return true;
  for (let at = 0; at + 2 < data.length; at += samplesPerPixel * 97) {
    const [red, green, blue] = [data[at], data[at + 1], data[at + 2]] as [number, number, number];
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > channelDifference) return false;
  }
  return true;
}

/** The working pixel that an image point lies in; null outside the image. */
export function placeOf(working: WorkingImage, [column, row]: Point2): number | null {
  const x = Math.floor((column + 0.5) / working.factor);
  const y = Math.floor((row + 0.5) / working.factor);
  return x >= 0 && y >= 0 && x < working.width && y < working.height ? x + working.width * y : null;
}

/** The working pixels whose centres lie inside a polygon of image points (even-odd rule). */
export function insideOutline(working: WorkingImage, outline: readonly Point2[]): Uint8Array {
  const mask = new Uint8Array(working.values.length);
  const points = outline.map(([column, row]): Point2 => [
    (column + 0.5) / working.factor - 0.5,
    (row + 0.5) / working.factor - 0.5,
  ]);
  for (let y = 0; y < working.height; y += 1) {
    const crossings: number[] = [];
    points.forEach(([ax, ay], n) => {
      const [bx, by] = points[(n + 1) % points.length] as Point2;
      if (ay <= y !== by <= y) crossings.push(ax + ((y - ay) / (by - ay)) * (bx - ax));
    });
    crossings.sort((a, b) => a - b);
    for (let n = 0; n + 1 < crossings.length; n += 2) {
      const from = Math.max(0, Math.ceil(crossings[n] as number));
      const to = Math.min(working.width - 1, Math.floor(crossings[n + 1] as number));
      for (let x = from; x <= to; x += 1) mask[x + working.width * y] = 1;
    }
  }
  return mask;
}
