import type { Geometry } from '@calx/dicom';

/**
 * Separable Gaussian of a full width at half maximum (mm) in the axial plane; beyond an edge the edge's value goes on.
 */
export function blurInPlane(values: Float32Array, { size, spacing }: Geometry, fwhm: number): Float32Array {
  const [nx, ny, nz] = size;
  const result = values.slice();
  const alongRow = smoother(gaussian(fwhm / spacing[0]), nx);
  const alongColumn = smoother(gaussian(fwhm / spacing[1]), ny);
  for (let row = 0; row < ny * nz; row += 1) alongRow(result, row * nx, 1);
  for (let k = 0; k < nz; k += 1) for (let i = 0; i < nx; i += 1) alongColumn(result, k * nx * ny + i, nx);
  return result;
}

/** Smooths, in place, lines of `count` values that begin at an index and go on by a step. */
function smoother(
  kernel: readonly number[],
  count: number,
): (values: Float32Array, begin: number, step: number) => void {
  const radius = (kernel.length - 1) / 2;
  const weights = Float64Array.from(kernel);
  const padded = new Float32Array(count + 2 * radius);
  return (values, begin, step) => {
    const last = begin + (count - 1) * step;
    padded.fill(values[begin] as number, 0, radius);
    padded.fill(values[last] as number, count + radius);
    for (let n = 0, at = begin; n < count; n += 1, at += step) padded[n + radius] = values[at] as number;
    for (let n = 0, at = begin; n < count; n += 1, at += step) {
      let sum = 0;
      for (let d = 0; d < weights.length; d += 1) sum += (weights[d] as number) * (padded[n + d] as number);
      values[at] = sum;
    }
  };
}

/** Normalised Gaussian weights for a full width at half maximum in pixels, out to three standard deviations. */
function gaussian(fwhmPixels: number): number[] {
  const sd = fwhmPixels / (2 * Math.sqrt(2 * Math.log(2)));
  const radius = Math.max(1, Math.ceil(3 * sd));
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sd * sd)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
