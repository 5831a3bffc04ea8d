import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Vec3 } from '@calx/dicom';
import { describe, expect, it } from 'vitest';
import { densityOf } from './density.ts';
import { countSet, type Index3 } from './grid.ts';
import { shapeOf } from './shape.ts';

/** An image with its region of interest, as the Image Biomarker Standardisation Initiative gives them. */
interface Roi {
  readonly size: Index3;
  readonly spacing: Vec3;
  readonly values: Float32Array;
  readonly mask: Uint8Array;
}

const kinds: Readonly<Record<number, (view: DataView, at: number) => number>> = {
  2: (view, at) => view.getUint8(at),
  4: (view, at) => view.getInt16(at, true),
  8: (view, at) => view.getInt32(at, true),
  16: (view, at) => view.getFloat32(at, true),
  64: (view, at) => view.getFloat64(at, true),
  512: (view, at) => view.getUint16(at, true),
};

/** The only NIfTI-1 file in a folder; values scaled and rounded to whole numbers. */
function readNifti(folder: string): { size: Index3; spacing: Vec3; values: Float32Array } {
  const name = readdirSync(folder).find((file) => /\.nii(\.gz)?$/.test(file)) ?? '';
  const raw = readFileSync(`${folder}/${name}`);
  const bytes = name.endsWith('.gz') ? gunzipSync(raw) : raw;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const triple = (read: (n: number) => number): Vec3 => [read(1), read(2), read(3)];
  const size = triple((n) => view.getInt16(40 + 2 * n, true));
  const read = kinds[view.getInt16(70, true)];
  if (!read) throw new Error(`${name}: unknown kind of number`);
  const step = view.getInt16(72, true) / 8;
  const start = view.getFloat32(108, true);
  const slope = view.getFloat32(112, true) || 1;
  const intercept = view.getFloat32(116, true);
  const values = new Float32Array(size[0] * size[1] * size[2]);
  for (let at = 0; at < values.length; at += 1)
    values[at] = Math.round(read(view, start + at * step) * slope + intercept);
  return { size, spacing: triple((n) => view.getFloat32(76 + 4 * n, true)), values };
}

function readRoi(imageFolder: string, maskFolder: string): Roi {
  const image = readNifti(imageFolder);
  const mask = readNifti(maskFolder);
  return { ...image, mask: Uint8Array.from(mask.values, (value) => (value > 0 ? 1 : 0)) };
}

/** From 3 mm to 2 mm many shares are one half, and rounding must not part them. */
const roundingError = 1e-6;

type Interpolate = (values: ArrayLike<number>, size: Index3, point: Vec3) => number;

/** Interpolation to a new spacing, grids aligned at their centres; values rounded, mask (linear) at a share of a half. */
function resampled(
  { size, spacing, values, mask }: Roi,
  wanted: Vec3,
  interpolate: Interpolate = trilinear,
  knots: ArrayLike<number> = values,
): Roi {
  const fine = size.map((n, axis) =>
    Math.ceil((n * (spacing[axis] ?? 1)) / (wanted[axis] ?? 1)),
  ) as unknown as Index3;
  const place = (n: number, axis: 0 | 1 | 2): number =>
    (size[axis] - 1) / 2 + ((n - (fine[axis] - 1) / 2) * wanted[axis]) / spacing[axis];
  const out = new Float32Array(fine[0] * fine[1] * fine[2]);
  const share = new Uint8Array(out.length);
  let at = 0;
  for (let k = 0; k < fine[2]; k += 1)
    for (let j = 0; j < fine[1]; j += 1)
      for (let i = 0; i < fine[0]; i += 1, at += 1) {
        const point = [place(i, 0), place(j, 1), place(k, 2)] as const;
        out[at] = Math.round(interpolate(knots, size, point));
        share[at] = trilinear(mask, size, point) >= 0.5 - roundingError ? 1 : 0;
      }
  return { size: fine, spacing: wanted, values: out, mask: share };
}

function trilinear(values: ArrayLike<number>, size: Index3, point: Vec3): number {
  let out = 0;
  for (let corner = 0; corner < 8; corner += 1) {
    let weight = 1;
    let at = 0;
    let stride = 1;
    for (const axis of [0, 1, 2] as const) {
      const inside = Math.min(Math.max(point[axis], 0), size[axis] - 1);
      const low = Math.floor(inside);
      const bit = (corner >> axis) & 1;
      weight *= bit ? inside - low : 1 - (inside - low);
      at += stride * Math.min(size[axis] - 1, low + bit);
      stride *= size[axis];
    }
    if (weight > 0) out += weight * (values[at] as number);
  }
  return out;
}

/**
 * Coefficients of the cubic B-spline through the values, the border mirrored, by recursive filtering along each axis.
 * Unser M 1999, doi:10.1109/79.799930.
 */
function splineCoefficients(values: ArrayLike<number>, size: Index3): Float64Array {
  const out = Float64Array.from(values);
  const pole = Math.sqrt(3) - 2;
  const strides = [1, size[0], size[0] * size[1]] as const;
  for (const axis of [0, 1, 2] as const) {
    const [n, step] = [size[axis], strides[axis]];
    for (let from = 0; from < out.length; from += 1) {
      if (Math.floor(from / step) % n !== 0) continue;
      const at = (q: number): number => from + q * step;
      // The mirrored line's sum from far away: the pole's powers vanish within a few dozen samples.
      let sum = out[at(0)] as number;
      for (let q = 1, power = pole; q < Math.min(n, 40); q += 1, power *= pole)
        sum += power * (out[at(q)] as number);
      out[at(0)] = sum;
      for (let q = 1; q < n; q += 1) out[at(q)] = (out[at(q)] as number) + pole * (out[at(q - 1)] as number);
      out[at(n - 1)] =
        (pole / (pole * pole - 1)) * ((out[at(n - 1)] as number) + pole * (out[at(n - 2)] as number));
      for (let q = n - 2; q >= 0; q -= 1)
        out[at(q)] = pole * ((out[at(q + 1)] as number) - (out[at(q)] as number));
      for (let q = 0; q < n; q += 1) out[at(q)] = 6 * (out[at(q)] as number);
    }
  }
  return out;
}

function tricubic(coefficients: ArrayLike<number>, size: Index3, point: Vec3): number {
  const axes = point.map((x, axis) => {
    const base = Math.floor(x);
    const t = x - base;
    const n = size[axis] as number;
    const weights = [(1 - t) ** 3, 4 - 6 * t * t + 3 * t ** 3, 1 + 3 * t + 3 * t * t - 3 * t ** 3, t ** 3];
    return weights.map((weight, q) => {
      const place = Math.abs(base + q - 1);
      return { weight: weight / 6, place: place < n ? place : 2 * n - 2 - place };
    });
  });
  let out = 0;
  for (const z of axes[2] ?? [])
    for (const y of axes[1] ?? [])
      for (const x of axes[0] ?? [])
        out +=
          x.weight *
          y.weight *
          z.weight *
          (coefficients[x.place + size[0] * (y.place + size[1] * z.place)] as number);
  return out;
}

/** Value and tolerance of a feature by its IBSI code; a missing tolerance is half of the last digit given. */
function referenceOf(csv: string, code: string, data: string): { value: number; tolerance: number } {
  const row = csv
    .split('\n')
    .map((line) => line.split(','))
    .find((cells) => cells[3] === code && cells[4] === data);
  const text = row?.[5] ?? '';
  const value = Number(text);
  const digits = /\.(\d+)/.exec(text)?.[1]?.length ?? 0;
  return { value, tolerance: row?.[6] ? Number(row[6]) : 0.5 * 10 ** -digits };
}

const shared = process.env['CALX_SHARED'] ?? new URL('../../../../shared', import.meta.url).pathname;
const folder = `${shared}/data/ibsi`;
const present = existsSync(`${folder}/ibsi1_reference_values.csv`);
const references = present ? readFileSync(`${folder}/ibsi1_reference_values.csv`, 'utf8') : '';

/** Every morphological and intensity feature that a lesion's measurement reports, by its IBSI code. */
function featuresOf({ size, spacing, values, mask }: Roi, counted: Uint8Array): Record<string, number> {
  const region = { size, spacing, values, offset: [0, 0, 0] as const };
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;
  const shape = shapeOf(mask, region, { size, spacing, origin: [0, 0, 0], axes });
  const density = densityOf(values.filter((_, at) => counted[at] === 1));
  return {
    RNU0: shape.meshVolume,
    YEKZ: countSet(mask) * spacing[0] * spacing[1] * spacing[2],
    C0JK: shape.surface,
    QCFX: shape.sphericity,
    L0JK: shape.maxDiameter,
    Q4LE: density.mean,
    ECT3: density.sd ** 2,
    '1GSF': density.min,
    '84IY': density.max,
    QG58: density.p10,
    Y12H: density.p50,
    '8DWT': density.p90,
  };
}

const codes = [
  'RNU0',
  'YEKZ',
  'C0JK',
  'QCFX',
  'L0JK',
  'Q4LE',
  'ECT3',
  '1GSF',
  '84IY',
  'QG58',
  'Y12H',
  '8DWT',
];

/** The mask without voxels outside a range of values. */
const withinRange = ({ values, mask }: Roi, low: number, high: number): Uint8Array =>
  mask.map((set, at) => (set && (values[at] as number) >= low && (values[at] as number) <= high ? 1 : 0));

/** A mask without values farther than three standard deviations from its mean. */
function withoutOutliers(roi: Roi): Uint8Array {
  const { mean, sd } = densityOf(roi.values.filter((_, at) => roi.mask[at] === 1));
  return withinRange(roi, mean - 3 * sd, mean + 3 * sd);
}

function expectReferences(found: Record<string, number>, data: string): void {
  for (const code of codes) {
    const { value, tolerance } = referenceOf(references, code, data);
    const away = Math.abs((found[code] ?? Number.NaN) - value);
    expect(away, `${code} is ${found[code]}, reference ${value} ± ${tolerance}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}

describe.skipIf(!present)(
  'IBSI 1 reference values, doi:10.1148/radiol.2020191145 (skipped: ../shared is absent)',
  () => {
    it('the digital phantom', () => {
      const roi = readRoi(`${folder}/digital_phantom/image`, `${folder}/digital_phantom/mask`);
      expectReferences(featuresOf(roi, roi.mask), 'dig. phantom');
    });

    describe('the CT of a patient', { timeout: 120_000 }, () => {
      const patient = (): Roi =>
        readRoi(`${folder}/ct_radiomics_phantom/nifti/image`, `${folder}/ct_radiomics_phantom/nifti/mask`);

      it('configuration A: not resampled, -500 to 400 HU', () => {
        const roi = patient();
        expectReferences(featuresOf(roi, withinRange(roi, -500, 400)), 'config. A');
      });

      it('configuration B: 2 mm in the plane, bilinear, -500 to 400 HU', () => {
        const whole = patient();
        const roi = resampled(whole, [2, 2, whole.spacing[2]]);
        expectReferences(featuresOf(roi, withinRange(roi, -500, 400)), 'config. B');
      });

      it('configurations C and D: 2 mm, trilinear, -1000 to 400 HU and without outliers', () => {
        const roi = resampled(patient(), [2, 2, 2]);
        expectReferences(featuresOf(roi, withinRange(roi, -1000, 400)), 'config. C');
        expectReferences(featuresOf(roi, withoutOutliers(roi)), 'config. D');
      });

      it('configuration E: 2 mm, tricubic spline, -1000 to 400 HU, then without outliers', () => {
        const whole = patient();
        const knots = splineCoefficients(whole.values, whole.size);
        const roi = resampled(whole, [2, 2, 2], tricubic, knots);
        const inRange = withinRange(roi, -1000, 400);
        expectReferences(featuresOf(roi, withoutOutliers({ ...roi, mask: inRange })), 'config. E');
      });
    });
  },
);
