import type { Index3 } from './grid.ts';

/** Connected voxels at or above a threshold, kept as runs along i. */
export interface Component {
  readonly label: number;
  readonly voxels: number;
  readonly sum: number;
  readonly max: number;
  /** Voxels at or above the second threshold given to `labelRuns`. */
  readonly dense: number;
  readonly first: Index3;
  readonly last: Index3;
  /** Sum of the indices of its voxels, for the centroid. */
  readonly centroidSum: readonly [number, number, number];
}

/** Start and end (inclusive) along i, place j + ny * k and component of each run. */
export interface LabelledRuns {
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly line: Int32Array;
  readonly label: Int32Array;
}

/** Sums and extents by component, in columns while they grow: an object for each would be slow with many runs. */
interface Columns {
  readonly voxels: Float64Array;
  readonly sums: Float64Array;
  readonly maxima: Float64Array;
  readonly dense: Float64Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly centroid: Float64Array;
}

/** The components of labelled runs, in the order of their labels. */
export function componentsOf(
  data: ArrayLike<number>,
  runs: LabelledRuns,
  count: number,
  nx: number,
  ny: number,
  denseThreshold: number,
): Component[] {
  const columns: Columns = {
    voxels: new Float64Array(count),
    sums: new Float64Array(count),
    maxima: new Float64Array(count).fill(Number.NEGATIVE_INFINITY),
    dense: new Float64Array(count),
    first: new Int32Array(3 * count).fill(2 ** 31 - 1),
    last: new Int32Array(3 * count).fill(-1),
    centroid: new Float64Array(3 * count),
  };
  addValues(data, runs, nx, denseThreshold, columns);
  addPlaces(runs, ny, columns);
  const triple = (values: Int32Array | Float64Array, c: number): Index3 => [
    values[3 * c] as number,
    values[3 * c + 1] as number,
    values[3 * c + 2] as number,
  ];
  return Array.from(columns.voxels, (number, c) => ({
    label: c,
    voxels: number,
    sum: columns.sums[c] as number,
    max: columns.maxima[c] as number,
    dense: columns.dense[c] as number,
    first: triple(columns.first, c),
    last: triple(columns.last, c),
    centroidSum: triple(columns.centroid, c),
  }));
}

function addValues(
  data: ArrayLike<number>,
  { start, end, line, label }: LabelledRuns,
  nx: number,
  denseThreshold: number,
  { sums, maxima, dense }: Columns,
): void {
  for (let r = 0; r < label.length; r += 1) {
    const c = label[r] as number;
    const row = nx * (line[r] as number);
    const to = row + (end[r] as number);
    let sum = 0;
    let max = maxima[c] as number;
    let above = 0;
    for (let at = row + (start[r] as number); at <= to; at += 1) {
      const value = data[at] as number;
      sum += value;
      if (value > max) max = value;
      if (value >= denseThreshold) above += 1;
    }
    sums[c] = (sums[c] as number) + sum;
    dense[c] = (dense[c] as number) + above;
    maxima[c] = max;
  }
}

function addPlaces(
  { start, end, line, label }: LabelledRuns,
  ny: number,
  { voxels, first, last, centroid }: Columns,
): void {
  for (let r = 0; r < label.length; r += 1) {
    const c = label[r] as number;
    const x = 3 * c;
    const from = start[r] as number;
    const to = end[r] as number;
    const row = line[r] as number;
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    const length = to - from + 1;
    voxels[c] = (voxels[c] as number) + length;
    centroid[x] = (centroid[x] as number) + ((from + to) / 2) * length;
    centroid[x + 1] = (centroid[x + 1] as number) + j * length;
    centroid[x + 2] = (centroid[x + 2] as number) + k * length;
    if (from < (first[x] as number)) first[x] = from;
    if (to > (last[x] as number)) last[x] = to;
    if (j < (first[x + 1] as number)) first[x + 1] = j;
    if (j > (last[x + 1] as number)) last[x + 1] = j;
    if (k < (first[x + 2] as number)) first[x + 2] = k;
    if (k > (last[x + 2] as number)) last[x + 2] = k;
  }
}
