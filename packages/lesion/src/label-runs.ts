import { denseSearch } from './dense-voxels.ts';
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

export interface Labelling {
  readonly components: readonly Component[];
  /** Runs in order of (k, j, i): start and end (inclusive) along i, and place j + ny * k. */
  readonly runs: {
    readonly start: Int32Array;
    readonly end: Int32Array;
    readonly line: Int32Array;
    readonly label: Int32Array;
  };
  /** First run of each line (j + ny * k), with one entry more than lines. */
  readonly lineStart: Int32Array;
  /** Runs by component: those of label c are order[from[c]] to order[from[c + 1] - 1], in order of line. */
  readonly members: { readonly order: Int32Array; readonly from: Int32Array };
}

/**
 * Connected components (6- or 26-) of the voxels at or above a threshold, by runs and union-find: memory grows with the runs,
 * not with the volume. He L, Chao Y, Suzuki K 2008, doi:10.1109/TIP.2008.919369 (run-based two-scan labelling).
 */
export function labelRuns(
  data: ArrayLike<number>,
  [nx, ny, nz]: Index3,
  threshold: number,
  denseThreshold: number,
  onSlice: (slice: number) => void = () => undefined,
  connectivity: 6 | 26 = 6,
): Labelling {
  const start = new Growing();
  const end = new Growing();
  const line = new Growing();
  const lineStart = new Int32Array(ny * nz + 1);
  const next = denseSearch(data, threshold);
  for (let k = 0; k < nz; k += 1) {
    onSlice(k);
    for (let row = ny * k; row < ny * (k + 1); row += 1) {
      lineStart[row] = start.length;
      const base = nx * row;
      const lineEnd = base + nx;
      for (let at = next(base, lineEnd); at < lineEnd; at = next(at + 1, lineEnd)) {
        start.push(at - base);
        line.push(row);
        while (at + 1 < lineEnd && (data[at + 1] as number) >= threshold) at += 1;
        end.push(at - base);
      }
    }
  }
  lineStart[ny * nz] = start.length;
  const runs = { start: start.trimmed(), end: end.trimmed(), line: line.trimmed() };
  const parent = new Int32Array(runs.start.length);
  for (let r = 0; r < parent.length; r += 1) parent[r] = r;
  const slack = connectivity === 26 ? 1 : 0;
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      const row = j + ny * k;
      if (j > 0) joinLines(runs, lineStart, parent, row, row - 1, slack);
      if (k > 0) joinLines(runs, lineStart, parent, row, row - ny, slack);
      if (slack === 0 || k === 0) continue;
      if (j > 0) joinLines(runs, lineStart, parent, row, row - ny - 1, slack);
      if (j + 1 < ny) joinLines(runs, lineStart, parent, row, row - ny + 1, slack);
    }
  }
  const label = new Int32Array(parent.length);
  let count = 0;
  for (let r = 0; r < parent.length; r += 1) {
    const root = find(parent, r);
    label[r] = root === r ? count++ : (label[root] as number);
  }
  const labelled = { ...runs, label };
  return {
    components: componentsOf(data, labelled, count, nx, ny, denseThreshold),
    runs: labelled,
    lineStart,
    members: byComponent(label, count),
  };
}

/** The runs of each component together, by counting sort. */
function byComponent(label: Int32Array, count: number): Labelling['members'] {
  const from = new Int32Array(count + 1);
  for (let r = 0; r < label.length; r += 1) {
    const next = (label[r] as number) + 1;
    from[next] = (from[next] as number) + 1;
  }
  for (let c = 0; c < count; c += 1) from[c + 1] = (from[c + 1] as number) + (from[c] as number);
  const place = from.slice(0, count);
  const order = new Int32Array(label.length);
  for (let r = 0; r < label.length; r += 1) {
    const c = label[r] as number;
    order[place[c] as number] = r;
    place[c] = (place[c] as number) + 1;
  }
  return { order, from };
}

class Growing {
  private values = new Int32Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const larger = new Int32Array(this.values.length * 2);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[this.length] = value;
    this.length += 1;
  }

  trimmed(): Int32Array {
    return this.values.slice(0, this.length);
  }
}

/** Sums and extents by component, in columns while they grow: an object for each would be slow with many runs. */
function componentsOf(
  data: ArrayLike<number>,
  { start, end, line, label }: Labelling['runs'],
  count: number,
  nx: number,
  ny: number,
  denseThreshold: number,
): Component[] {
  const voxels = new Float64Array(count);
  const sums = new Float64Array(count);
  const maxima = new Float64Array(count).fill(Number.NEGATIVE_INFINITY);
  const dense = new Float64Array(count);
  const first = new Int32Array(3 * count).fill(2 ** 31 - 1);
  const last = new Int32Array(3 * count).fill(-1);
  const centroid = new Float64Array(3 * count);
  const extend = (place: number, from: number, to: number): void => {
    if (from < (first[place] as number)) first[place] = from;
    if (to > (last[place] as number)) last[place] = to;
  };
  for (let r = 0; r < label.length; r += 1) {
    const c = label[r] as number;
    const [from, to, row] = [start[r] as number, end[r] as number, line[r] as number];
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    let sum = 0;
    let max = Number.NEGATIVE_INFINITY;
    let above = 0;
    for (let at = from + nx * row; at <= to + nx * row; at += 1) {
      const value = data[at] as number;
      sum += value;
      if (value > max) max = value;
      if (value >= denseThreshold) above += 1;
    }
    const length = to - from + 1;
    voxels[c] = (voxels[c] as number) + length;
    sums[c] = (sums[c] as number) + sum;
    dense[c] = (dense[c] as number) + above;
    if (max > (maxima[c] as number)) maxima[c] = max;
    centroid[3 * c] = (centroid[3 * c] as number) + ((from + to) / 2) * length;
    centroid[3 * c + 1] = (centroid[3 * c + 1] as number) + j * length;
    centroid[3 * c + 2] = (centroid[3 * c + 2] as number) + k * length;
    extend(3 * c, from, to);
    extend(3 * c + 1, j, j);
    extend(3 * c + 2, k, k);
  }
  const triple = (values: Int32Array | Float64Array, c: number): Index3 => [
    values[3 * c] as number,
    values[3 * c + 1] as number,
    values[3 * c + 2] as number,
  ];
  return Array.from(voxels, (number, c) => ({
    label: c,
    voxels: number,
    sum: sums[c] as number,
    max: maxima[c] as number,
    dense: dense[c] as number,
    first: triple(first, c),
    last: triple(last, c),
    centroidSum: triple(centroid, c),
  }));
}

/** Root of a run; the smaller index is always the root, so that a root comes before its members. */
function find(parent: Int32Array, run: number): number {
  let root = run;
  while (parent[root] !== root) root = parent[root] as number;
  for (let at = run; at !== root;) {
    const next = parent[at] as number;
    parent[at] = root;
    at = next;
  }
  return root;
}

/** Joins the runs of two lines that meet; with a `slack` of 1 also those that meet across an edge or a corner. */
function joinLines(
  runs: { start: Int32Array; end: Int32Array },
  lineStart: Int32Array,
  parent: Int32Array,
  line: number,
  other: number,
  slack: number,
): void {
  let a = lineStart[line] as number;
  let b = lineStart[other] as number;
  const aEnd = lineStart[line + 1] as number;
  const bEnd = lineStart[other + 1] as number;
  while (a < aEnd && b < bEnd) {
    const aLast = runs.end[a] as number;
    const bLast = runs.end[b] as number;
    if ((runs.start[a] as number) <= bLast + slack && (runs.start[b] as number) <= aLast + slack) {
      const ra = find(parent, a);
      const rb = find(parent, b);
      if (ra < rb) parent[rb] = ra;
      else if (rb < ra) parent[ra] = rb;
    }
    if (aLast < bLast) a += 1;
    else b += 1;
  }
}

/** The component of a voxel, or -1. */
export function labelAt({ runs, lineStart }: Labelling, [nx, ny]: Index3, [i, j, k]: Index3): number {
  if (i < 0 || i >= nx) return -1;
  const row = j + ny * k;
  for (let r = lineStart[row] ?? 0; r < (lineStart[row + 1] ?? 0); r += 1) {
    if (i >= (runs.start[r] ?? 0) && i <= (runs.end[r] ?? -1)) return runs.label[r] ?? -1;
  }
  return -1;
}
