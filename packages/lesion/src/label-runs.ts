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
}

/**
 * 6-connected components of the voxels at or above a threshold, by runs and union-find: memory grows with the runs,
 * not with the volume. He L, Chao Y, Suzuki K 2008, doi:10.1109/TIP.2008.919369 (run-based two-scan labelling).
 */
export function labelRuns(
  data: ArrayLike<number>,
  [nx, ny, nz]: Index3,
  threshold: number,
  denseThreshold: number,
  onSlice: (slice: number) => void = () => undefined,
): Labelling {
  const start = new Growing();
  const end = new Growing();
  const line = new Growing();
  const lineStart = new Int32Array(ny * nz + 1);
  for (let k = 0, at = 0; k < nz; k += 1) {
    onSlice(k);
    for (let j = 0; j < ny; j += 1) {
      const row = j + ny * k;
      lineStart[row] = start.length;
      for (let i = 0; i < nx; i += 1, at += 1) {
        if ((data[at] as number) < threshold) continue;
        const from = i;
        while (i + 1 < nx && (data[at + 1] as number) >= threshold) {
          i += 1;
          at += 1;
        }
        start.push(from);
        end.push(i);
        line.push(row);
      }
    }
  }
  lineStart[ny * nz] = start.length;
  const runs = { start: start.trimmed(), end: end.trimmed(), line: line.trimmed() };
  const parent = Int32Array.from({ length: runs.start.length }, (_, r) => r);
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      const row = j + ny * k;
      if (j > 0) joinLines(runs, lineStart, parent, row, row - 1);
      if (k > 0) joinLines(runs, lineStart, parent, row, row - ny);
    }
  }
  const label = new Int32Array(parent.length);
  const components: Accumulator[] = [];
  for (let r = 0; r < parent.length; r += 1) {
    const root = find(parent, r);
    if (root === r) {
      label[r] = components.length;
      components.push(new Accumulator(components.length));
    } else {
      label[r] = label[root] ?? 0;
    }
    components[label[r] ?? 0]?.add(data, runs, r, nx, ny, denseThreshold);
  }
  return { components, runs: { ...runs, label }, lineStart };
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

class Accumulator implements Component {
  voxels = 0;
  sum = 0;
  max = Number.NEGATIVE_INFINITY;
  dense = 0;
  first: [number, number, number] = [Infinity, Infinity, Infinity];
  last: [number, number, number] = [-1, -1, -1];
  centroidSum: [number, number, number] = [0, 0, 0];
  readonly label: number;

  constructor(label: number) {
    this.label = label;
  }

  add(
    data: ArrayLike<number>,
    runs: { start: Int32Array; end: Int32Array; line: Int32Array },
    r: number,
    nx: number,
    ny: number,
    denseThreshold: number,
  ): void {
    const from = runs.start[r] ?? 0;
    const to = runs.end[r] ?? 0;
    const row = runs.line[r] ?? 0;
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    for (let i = from, at = from + nx * row; i <= to; i += 1, at += 1) {
      const value = data[at] as number;
      this.sum += value;
      if (value > this.max) this.max = value;
      if (value >= denseThreshold) this.dense += 1;
    }
    const count = to - from + 1;
    this.voxels += count;
    this.centroidSum[0] += ((from + to) / 2) * count;
    this.centroidSum[1] += j * count;
    this.centroidSum[2] += k * count;
    this.first = [Math.min(this.first[0], from), Math.min(this.first[1], j), Math.min(this.first[2], k)];
    this.last = [Math.max(this.last[0], to), Math.max(this.last[1], j), Math.max(this.last[2], k)];
  }
}

/** Root of a run; the smaller index is always the root, so that a root comes before its members. */
function find(parent: Int32Array, run: number): number {
  let root = run;
  while ((parent[root] ?? root) !== root) root = parent[root] ?? root;
  for (let at = run; at !== root;) {
    const next = parent[at] ?? root;
    parent[at] = root;
    at = next;
  }
  return root;
}

function joinLines(
  runs: { start: Int32Array; end: Int32Array },
  lineStart: Int32Array,
  parent: Int32Array,
  line: number,
  other: number,
): void {
  let a = lineStart[line] ?? 0;
  let b = lineStart[other] ?? 0;
  const aEnd = lineStart[line + 1] ?? 0;
  const bEnd = lineStart[other + 1] ?? 0;
  while (a < aEnd && b < bEnd) {
    const overlap = (runs.start[a] ?? 0) <= (runs.end[b] ?? 0) && (runs.start[b] ?? 0) <= (runs.end[a] ?? 0);
    if (overlap) {
      const [ra, rb] = [find(parent, a), find(parent, b)];
      if (ra < rb) parent[rb] = ra;
      else if (rb < ra) parent[ra] = rb;
    }
    if ((runs.end[a] ?? 0) < (runs.end[b] ?? 0)) a += 1;
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
