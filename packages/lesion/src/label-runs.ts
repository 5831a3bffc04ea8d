import { componentsOf, type Component, type LabelledRuns } from './component-sums.ts';
import { denseSearch } from './dense-voxels.ts';
import type { Index3 } from './grid.ts';

export type { Component };

export interface Labelling {
  readonly components: readonly Component[];
  /** Runs in order of (k, j, i): start and end (inclusive) along i, and place j + ny * k. */
  readonly runs: LabelledRuns;
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
  const { lineStart, ...runs } = findRuns(data, nx, ny, nz, threshold, onSlice);
  const parent = alone(runs.start.length);
  joinAll(runs, lineStart, parent, ny, nz, connectivity === 26 ? 1 : 0);
  const label = new Int32Array(parent.length);
  const count = nameRoots(parent, label);
  const labelled = { ...runs, label };
  return {
    components: componentsOf(data, labelled, count, nx, ny, denseThreshold),
    runs: labelled,
    lineStart,
    members: byComponent(label, count),
  };
}

// Each of the loops below is a function of its own: the engine compiles a long one for every loop that it holds.

type Runs = Omit<LabelledRuns, 'label'>;

function findRuns(
  data: ArrayLike<number>,
  nx: number,
  ny: number,
  nz: number,
  threshold: number,
  onSlice: (slice: number) => void,
): Runs & Pick<Labelling, 'lineStart'> {
  const found = { start: new Growing(), end: new Growing(), line: new Growing() };
  const lineStart = new Int32Array(ny * nz + 1);
  const next = denseSearch(data, threshold);
  for (let k = 0; k < nz; k += 1) {
    onSlice(k);
    runsInSlice(data, nx, ny, k, threshold, next, found, lineStart);
  }
  lineStart[ny * nz] = found.start.length;
  return {
    start: found.start.trimmed(),
    end: found.end.trimmed(),
    line: found.line.trimmed(),
    lineStart,
  };
}

function runsInSlice(
  data: ArrayLike<number>,
  nx: number,
  ny: number,
  k: number,
  threshold: number,
  next: (from: number, end: number) => number,
  { start, end, line }: { readonly start: Growing; readonly end: Growing; readonly line: Growing },
  lineStart: Int32Array,
): void {
  const sliceEnd = nx * ny * (k + 1);
  let begun = ny * k;
  for (let at = next(nx * ny * k, sliceEnd); at < sliceEnd; at = next(at + 1, sliceEnd)) {
    const row = Math.floor(at / nx);
    for (; begun <= row; begun += 1) lineStart[begun] = start.length;
    const base = nx * row;
    start.push(at - base);
    line.push(row);
    while (at + 1 < base + nx && (data[at + 1] as number) >= threshold) at += 1;
    end.push(at - base);
  }
  for (; begun < ny * (k + 1); begun += 1) lineStart[begun] = start.length;
}

/** Each run by itself. */
function alone(count: number): Int32Array {
  const parent = new Int32Array(count);
  for (let r = 0; r < count; r += 1) parent[r] = r;
  return parent;
}

/** Joins the runs of neighbouring lines; with a `slack` of 1 also those of lines that meet at an edge. */
function joinAll(
  runs: Runs,
  lineStart: Int32Array,
  parent: Int32Array,
  ny: number,
  nz: number,
  slack: number,
): void {
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      const row = j + ny * k;
      if (lineStart[row] === lineStart[row + 1]) continue;
      if (j > 0) joinLines(runs, lineStart, parent, row, row - 1, slack);
      if (k > 0) joinLines(runs, lineStart, parent, row, row - ny, slack);
      if (slack === 0 || k === 0) continue;
      if (j > 0) joinLines(runs, lineStart, parent, row, row - ny - 1, slack);
      if (j + 1 < ny) joinLines(runs, lineStart, parent, row, row - ny + 1, slack);
    }
  }
}

/** Numbers the components in the order of their first runs; returns how many there are. */
function nameRoots(parent: Int32Array, label: Int32Array): number {
  let count = 0;
  for (let r = 0; r < parent.length; r += 1) {
    const root = find(parent, r);
    label[r] = root === r ? count++ : (label[root] as number);
  }
  return count;
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
