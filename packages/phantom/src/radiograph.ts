import type { Vec3 } from '@calx/dicom';
import { normal } from './random.ts';
import { paint, partShare, type Raster } from './rasterise.ts';
import type { Scene } from './scene.ts';
import { tissues } from './tissue.ts';

/** Linear attenuation of water at the phantom's effective energy, per mm (about 70 keV; NIST XCOM 0.0193 per mm). */
const waterPerMm = 0.0193;
/** Metal attenuates far more than the highest CT number that is stored for it. */
const metalHU = 20000;
/** The tube stands in front of the patient; distances from it, mm. */
const toPatient = 1000;
const toDetector = 1110;
const magnification = toDetector / toPatient;
/** Pixel at the detector, mm, both ways. */
const pixel = 0.4;
/** Stored value of an attenuation of 1 (natural logarithm), and the largest that 12 bits hold. */
const perUnit = 1000;
const largest = 4095;
/** Quanta a pixel in the free beam. */
const quanta = 1e5;
/** Share of the image's width that the collimator covers on each side. */
const collimated = 0.05;

export interface Projection {
  readonly size: readonly [columns: number, rows: number];
  readonly spacing: readonly [column: number, row: number];
  /** Logarithmic; brighter where more was absorbed (bone white), head up. Under MONOCHROME1 turned over. */
  readonly values: Uint16Array;
  readonly photometric: 'MONOCHROME1' | 'MONOCHROME2';
  readonly distances: { readonly toPatient: number; readonly toDetector: number };
  /** Column and row, for each lesion of the scene: where a reader would click. */
  readonly at: readonly (readonly [column: number, row: number])[];
  /** Pixels in whose ray at least `shadowMm` of mineral lie. */
  readonly shadow: Uint8Array;
}

/** Mineral along a ray that leaves a visible shadow, mm. */
const shadowMm = 1.5;

/**
 * A frontal radiograph of the same scene as its CT: a diverging beam from the front, logarithmic detector with quantum
 * noise, a collimator about the field and a burnt-in side letter.
 */
export function frontalRadiograph(
  scene: Scene,
  raster: Raster,
  photometric: Projection['photometric'] = 'MONOCHROME2',
): Projection {
  const attenuation = paint(
    raster,
    scene.layers.map(
      ({ tissue }) => waterPerMm * (1 + (tissue === 'metal' ? metalHU : tissues[tissue].hu) / 1000),
    ),
  );
  const [nx, , nz] = raster.size;
  const columns = Math.floor((nx * raster.spacing[0] * magnification) / pixel);
  const rows = Math.floor((nz * raster.spacing[2] * magnification) / pixel);
  const beam: Beam = { raster, columns, rows };
  const paths = projected(attenuation, beam);
  const mineral = projected(partShare(scene, raster, 'mineral'), beam);
  const next = normal(scene.seed + 6);
  const values = Uint16Array.from(paths, (path) => {
    const noisy = path + next() * Math.sqrt(Math.exp(Math.min(path, 8)) / quanta);
    return Math.min(largest, Math.max(0, Math.round(perUnit * noisy)));
  });
  collimate(values, columns, rows);
  burnIn(values, columns);
  return {
    size: [columns, rows],
    spacing: [pixel, pixel],
    values: photometric === 'MONOCHROME1' ? values.map((value) => largest - value) : values,
    photometric,
    distances: { toPatient, toDetector },
    at: scene.lesions.map((lesion) => shadowOf(lesion.at, beam)),
    shadow: Uint8Array.from(mineral, (length) => (length >= shadowMm ? 1 : 0)),
  };
}

interface Beam {
  readonly raster: Raster;
  readonly columns: number;
  readonly rows: number;
}

/** Line integrals (value times mm) from the tube to each detector pixel; bilinear within each coronal plane. */
function projected(volume: Float32Array, { raster, columns, rows }: Beam): Float64Array {
  const { size, spacing, origin } = raster;
  const [nx, ny, nz] = size;
  const sums = new Float64Array(columns * rows);
  const centreX = origin[0] + ((nx - 1) / 2) * spacing[0];
  const centreZ = origin[2] + ((nz - 1) / 2) * spacing[2];
  for (let j = 0; j < ny; j += 1) {
    // The share of the way to the detector at which the ray crosses this plane.
    const share = (toPatient + origin[1] + j * spacing[1]) / toDetector;
    for (let row = 0; row < rows; row += 1) {
      const z = centreZ + ((rows - 1) / 2 - row) * pixel * share;
      const k = (z - origin[2]) / spacing[2];
      const below = Math.floor(k);
      if (below < 0 || below + 1 >= nz) continue;
      const line = nx * (j + ny * below);
      const above = line + nx * ny;
      const partK = k - below;
      for (let column = 0; column < columns; column += 1) {
        const x = centreX + (column - (columns - 1) / 2) * pixel * share;
        const i = (x - origin[0]) / spacing[0];
        const left = Math.floor(i);
        if (left < 0 || left + 1 >= nx) continue;
        const partI = i - left;
        const low = (volume[line + left] ?? 0) * (1 - partI) + (volume[line + left + 1] ?? 0) * partI;
        const high = (volume[above + left] ?? 0) * (1 - partI) + (volume[above + left + 1] ?? 0) * partI;
        const at = row * columns + column;
        sums[at] = (sums[at] ?? 0) + spacing[1] * (low * (1 - partK) + high * partK);
      }
    }
  }
  return sums;
}

function shadowOf([x, y, z]: Vec3, { raster, columns, rows }: Beam): readonly [number, number] {
  const { size, spacing, origin } = raster;
  const grown = toDetector / (toPatient + y);
  const centreX = origin[0] + ((size[0] - 1) / 2) * spacing[0];
  const centreZ = origin[2] + ((size[2] - 1) / 2) * spacing[2];
  const tenth = (value: number): number => Math.round(10 * value) / 10;
  return [
    tenth((columns - 1) / 2 + ((x - centreX) * grown) / pixel),
    tenth((rows - 1) / 2 - ((z - centreZ) * grown) / pixel),
  ];
}

/** The unexposed frame under the collimator, printed white. */
function collimate(values: Uint16Array, columns: number, rows: number): void {
  const margin = Math.round(collimated * columns);
  values.forEach((_, at) => {
    const [column, row] = [at % columns, Math.floor(at / columns)];
    const covered = Math.min(column, columns - 1 - column, row, rows - 1 - row) < margin;
    if (covered) values[at] = largest;
  });
}

/** The letter R, five strokes wide and seven high. */
const letter = ['####.', '#...#', '#...#', '####.', '#.#..', '#..#.', '#...#'];
const strokePixels = 4;

/** Burns the side letter into the upper left of the field. */
function burnIn(values: Uint16Array, columns: number): void {
  const corner = Math.round(2 * collimated * columns);
  letter.forEach((line, v) =>
    [...line].forEach((mark, u) => {
      if (mark !== '#') return;
      for (let y = 0; y < strokePixels; y += 1) {
        const row = corner + v * strokePixels + y;
        const from = row * columns + corner + u * strokePixels;
        values.fill(largest, from, from + strokePixels);
      }
    }),
  );
}
