import type { Volume } from '@calx/dicom';
import { boxOf, eachSet, type Index3 } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import type { Landscape } from './landscape.ts';

/**
 * Soft tissue about a lesion on a coarse grid, which averages noise away. One layer of cells all round lies beyond the
 * search or the image, so that every other cell has its six neighbours at the same offsets.
 */
export interface Cells {
  /** Cells along each axis, those beyond among them. */
  readonly size: Index3;
  /** 1 for the cells beyond. */
  readonly beyond: Uint8Array;
  /** Offsets of the neighbours across the six faces. */
  readonly beside: Int32Array;
  /** Mean HU of a cell and its neighbours, of soft tissue only; NaN beside mineral, bone and air, and beyond. */
  readonly values: Float32Array;
  /** Cells to the mineral across faces, 0 where it is; `far` for more than `near`. */
  readonly steps: Uint8Array;
  /** For each axis by the volume's index along it: what a voxel adds to the place of its cell; -1 beyond. */
  readonly partOfPlace: readonly [Int32Array, Int32Array, Int32Array];
  /** Index of the volume's voxel at which the first cell that is not beyond begins, and voxels along a cell's edges. */
  readonly from: Index3;
  readonly step: Index3;
}

/** Steps to the mineral are counted so far. */
export const near = 4;
const far = 255;

/** Share of a cell that must be soft tissue. */
const pureShare = 0.9;
/** Neighbours, itself among them, that an averaged value needs. */
const leastNeighbours = 5;

export function cellsAbout(land: Landscape, { region, mineral }: GrownLesion): Cells {
  const { volume, rules, pause } = land;
  const { spacing } = volume;
  const axes = [0, 1, 2] as const;
  const step = spacing.map((mm) => Math.max(1, Math.round(rules.outline.cell / mm))) as unknown as Index3;
  const box = boxOf(mineral, region.size);
  const margin = axes.map((axis) => Math.ceil(rules.outline.reach / spacing[axis]));
  const from = axes.map((axis) =>
    Math.max(0, box.first[axis] + region.offset[axis] - (margin[axis] ?? 0)),
  ) as unknown as Index3;
  const to = axes.map((axis) =>
    Math.min(volume.size[axis] - 1, box.last[axis] + region.offset[axis] + (margin[axis] ?? 0)),
  ) as unknown as Index3;
  const size = axes.map(
    (axis) => Math.ceil((to[axis] - from[axis] + 1) / step[axis]) + 2,
  ) as unknown as Index3;
  const stride: Index3 = [1, size[0], size[0] * size[1]];
  const partOfPlace = axes.map((axis) =>
    new Int32Array(volume.size[axis]).map((_, at) =>
      at < from[axis] || at > to[axis] ? -1 : stride[axis] * (1 + Math.floor((at - from[axis]) / step[axis])),
    ),
  ) as unknown as Cells['partOfPlace'];
  const beside = Int32Array.of(-1, 1, -stride[1], stride[1], -stride[2], stride[2]);
  const beyond = borderOf(size);
  const { sum, soft } = softTissue(land, from, to, step, size);
  pause();
  const steps = new Uint8Array(beyond.length).fill(far);
  const [columnPart, rowPart, layerPart] = partOfPlace;
  const [ox, oy, oz] = region.offset;
  eachSet(region.size, mineral, (i, j, k) => {
    steps[(columnPart[i + ox] as number) + (rowPart[j + oy] as number) + (layerPart[k + oz] as number)] = 0;
  });
  const full = step[0] * step[1] * step[2] * pureShare;
  const isSoft = new Uint8Array(beyond.length);
  for (let cell = 0; cell < isSoft.length; cell += 1)
    if (beyond[cell] || ((soft[cell] as number) >= full && steps[cell] !== 0)) isSoft[cell] = 1;
  for (let cell = 0; cell < sum.length; cell += 1)
    sum[cell] = (sum[cell] as number) / Math.max(1, soft[cell] as number);
  const values = averaged(sum, pureCells(isSoft, beyond, beside), beyond, stride);
  pause();
  countSteps(steps, beyond, beside);
  return { size, beyond, beside, values, steps, partOfPlace, from, step };
}

/** 1 for the outermost cells. */
function borderOf([columns, rows, layers]: Index3): Uint8Array {
  const border = new Uint8Array(columns * rows * layers).fill(1);
  for (let k = 1; k < layers - 1; k += 1)
    for (let j = 1; j < rows - 1; j += 1) {
      const line = columns * (j + rows * k);
      border.fill(0, line + 1, line + columns - 1);
    }
  return border;
}

/** Sum of HU and number of voxels of soft tissue in each cell. */
function softTissue(
  { volume: { data, size }, threshold, rules, pause }: Landscape,
  from: Index3,
  to: Index3,
  step: Index3,
  [columns, rows, layers]: Index3,
): { readonly sum: Float64Array; readonly soft: Int32Array } {
  const sum = new Float64Array(columns * rows * layers);
  const soft = new Int32Array(sum.length);
  const least = rules.outline.softMinHU;
  for (let k = from[2]; k <= to[2]; k += 1) {
    pause();
    const layer = 1 + Math.floor((k - from[2]) / step[2]);
    for (let j = from[1]; j <= to[1]; j += 1) {
      const line = size[0] * (j + size[1] * k);
      const cell = 1 + columns * (1 + Math.floor((j - from[1]) / step[1]) + rows * layer);
      addRow(data, line + from[0], line + to[0] + 1, step[0], least, threshold, sum, soft, cell);
    }
  }
  return { sum, soft };
}

/** Adds the soft voxels of a stretch of a row to its cells, `step` voxels to each from the `first` on. */
function addRow(
  data: Volume['data'],
  from: number,
  end: number,
  step: number,
  least: number,
  threshold: number,
  sum: Float64Array,
  soft: Int32Array,
  first: number,
): void {
  for (let at = from, cell = first; at < end; cell += 1) {
    const next = Math.min(end, at + step);
    let total = 0;
    let count = 0;
    for (; at < next; at += 1) {
      const value = data[at] as number;
      if (value < least || value >= threshold) continue;
      total += value;
      count += 1;
    }
    sum[cell] = (sum[cell] as number) + total;
    soft[cell] = (soft[cell] as number) + count;
  }
}

/** The soft cells within whose faces all is soft. */
function pureCells(isSoft: Uint8Array, beyond: Uint8Array, beside: Int32Array): Uint8Array {
  const pure = new Uint8Array(isSoft.length);
  for (let cell = 0; cell < pure.length; cell += 1) {
    if (beyond[cell] || !isSoft[cell]) continue;
    let all = 1;
    for (let n = 0; n < 6; n += 1) all &= isSoft[cell + (beside[n] as number)] as number;
    pure[cell] = all;
  }
  return pure;
}

/** The mean of the pure cells among each cell and its 26 neighbours; NaN where they are too few. */
function averaged(means: Float64Array, pure: Uint8Array, beyond: Uint8Array, stride: Index3): Float32Array {
  const values = new Float32Array(means.length).fill(Number.NaN);
  // The other cells are 0 and change no sum.
  const own = new Float64Array(means.length);
  for (let cell = pure.indexOf(1); cell >= 0;) {
    for (; pure[cell]; cell += 1) own[cell] = means[cell] as number;
    cell = pure.indexOf(1, cell);
  }
  const counts = countsAbout(pure, stride);
  const [, row, layer] = stride;
  for (let cell = 0; cell < values.length; cell += 1) {
    const count = counts[cell] as number;
    if (count < leastNeighbours || beyond[cell]) continue;
    // Always in the same order, of which the last digits are made.
    let sum = 0;
    for (let c = cell - layer; c <= cell + layer; c += layer)
      for (let b = c - row; b <= c + row; b += row)
        sum = sum + (own[b - 1] as number) + (own[b] as number) + (own[b + 1] as number);
    values[cell] = sum / count;
  }
  return values;
}

/** How many set cells there are among each cell and its 26 neighbours; right for all but the outermost. */
function countsAbout(set: Uint8Array, stride: Index3): Uint8Array {
  let counts = set;
  for (const step of stride) counts = addedUp(counts, step);
  return counts;
}

/** Each value with those one step before and after it. */
function addedUp(values: Uint8Array, step: number): Uint8Array {
  const sums = new Uint8Array(values.length);
  for (let at = step; at < values.length - step; at += 1)
    sums[at] = (values[at - step] as number) + (values[at] as number) + (values[at + step] as number);
  return sums;
}

/** Steps across faces from the cells marked 0, in place of `far`. */
function countSteps(steps: Uint8Array, beyond: Uint8Array, beside: Int32Array): void {
  let edge: number[] = [];
  for (let cell = steps.indexOf(0); cell >= 0; cell = steps.indexOf(0, cell + 1)) edge.push(cell);
  for (let step = 1; step <= near; step += 1) {
    const next: number[] = [];
    for (const cell of edge)
      for (let n = 0; n < 6; n += 1) {
        const other = cell + (beside[n] as number);
        if (beyond[other] || steps[other] !== far) continue;
        steps[other] = step;
        next.push(other);
      }
    edge = next;
  }
}
