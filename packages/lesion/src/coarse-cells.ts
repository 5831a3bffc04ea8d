import { boxOf, eachSet, type Index3 } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import type { Landscape } from './landscape.ts';

/** Soft tissue about a lesion on a coarse grid, which averages noise away. */
export interface Cells {
  /** Cells along each axis. */
  readonly size: Index3;
  /** Index of the volume's voxel at which the first cell begins, and voxels along a cell's edges. */
  readonly from: Index3;
  readonly step: Index3;
  /** Mean HU of a cell and its neighbours, of soft tissue only; NaN beside mineral, bone and air. */
  readonly values: Float32Array;
  /** Cells to the mineral across faces; 0 where it is. */
  readonly steps: Int32Array;
  places(): Iterable<number>;
  /** Neighbours across the six faces; -1 beyond the grid. */
  beside(cell: number): readonly number[];
  /** The cell of a voxel of the volume; -1 beyond the grid. */
  cellOf(voxel: Index3): number;
}

/** Share of a cell that must be soft tissue. */
const pureShare = 0.9;
/** Neighbours, itself among them, that an averaged value needs. */
const leastNeighbours = 5;

export function cellsAbout(
  { volume, threshold, rules, pause }: Landscape,
  { region, mineral }: GrownLesion,
): Cells {
  const { spacing, data } = volume;
  const [nx, ny] = volume.size;
  const step = spacing.map((mm) => Math.max(1, Math.round(rules.outline.cell / mm))) as unknown as Index3;
  const box = boxOf(mineral, region.size);
  const margin = spacing.map((mm) => Math.ceil(rules.outline.reach / mm));
  const from = box.first.map((x, axis) =>
    Math.max(0, x + (region.offset[axis] ?? 0) - (margin[axis] ?? 0)),
  ) as unknown as Index3;
  const to = box.last.map((x, axis) =>
    Math.min((volume.size[axis] ?? 1) - 1, x + (region.offset[axis] ?? 0) + (margin[axis] ?? 0)),
  ) as unknown as Index3;
  const size = from.map((x, axis) =>
    Math.ceil(((to[axis] ?? 0) - x + 1) / (step[axis] ?? 1)),
  ) as unknown as Index3;
  const [columns, rows, layers] = size;
  const count = columns * rows * layers;
  const cellOf = ([i, j, k]: Index3): number => {
    const [a, b, c] = [
      Math.floor((i - from[0]) / step[0]),
      Math.floor((j - from[1]) / step[1]),
      Math.floor((k - from[2]) / step[2]),
    ];
    return a < 0 || b < 0 || c < 0 || a >= columns || b >= rows || c >= layers
      ? -1
      : a + columns * (b + rows * c);
  };
  const sum = new Float64Array(count);
  const soft = new Int32Array(count);
  const steps = new Int32Array(count).fill(-1);
  const columnOf = Int32Array.from({ length: to[0] - from[0] + 1 }, (_, n) => Math.floor(n / step[0]));
  for (let k = from[2]; k <= to[2]; k += 1) {
    pause();
    for (let j = from[1]; j <= to[1]; j += 1) {
      const line = nx * (j + ny * k);
      const first = cellOf([from[0], j, k]);
      for (let i = from[0]; i <= to[0]; i += 1) {
        const value = data[line + i] as number;
        if (value < rules.outline.softMinHU || value >= threshold) continue;
        const cell = first + (columnOf[i - from[0]] as number);
        sum[cell] = (sum[cell] as number) + value;
        soft[cell] = (soft[cell] as number) + 1;
      }
    }
  }
  eachSet(region.size, mineral, (i, j, k) => {
    steps[cellOf([i + region.offset[0], j + region.offset[1], k + region.offset[2]])] = 0;
  });
  const beside = (cell: number): readonly number[] => {
    const i = cell % columns;
    const j = Math.floor(cell / columns) % rows;
    const k = Math.floor(cell / (columns * rows));
    return [
      i > 0 ? cell - 1 : -1,
      i < columns - 1 ? cell + 1 : -1,
      j > 0 ? cell - columns : -1,
      j < rows - 1 ? cell + columns : -1,
      k > 0 ? cell - columns * rows : -1,
      k < layers - 1 ? cell + columns * rows : -1,
    ];
  };
  const full = step[0] * step[1] * step[2] * pureShare;
  const isSoft = (cell: number): boolean => (soft[cell] as number) >= full && steps[cell] !== 0;
  const pure = new Uint8Array(count);
  for (let cell = 0; cell < count; cell += 1)
    pure[cell] = isSoft(cell) && beside(cell).every((other) => other < 0 || isSoft(other)) ? 1 : 0;
  const means = sum.map((total, cell) => total / Math.max(1, soft[cell] as number));
  pause();
  return {
    size,
    from,
    step,
    values: averaged(means, pure, size),
    steps: countSteps(steps, beside),
    places: function* places() {
      for (let cell = 0; cell < count; cell += 1) yield cell;
    },
    beside,
    cellOf,
  };
}

/** The mean of the pure cells among each cell and its 26 neighbours; NaN where they are too few. */
function averaged(means: Float64Array, pure: Uint8Array, [columns, rows, layers]: Index3): Float32Array {
  const values = new Float32Array(means.length).fill(Number.NaN);
  for (let k = 0, cell = 0; k < layers; k += 1)
    for (let j = 0; j < rows; j += 1)
      for (let i = 0; i < columns; i += 1, cell += 1) {
        let sum = 0;
        let count = 0;
        for (let c = Math.max(0, k - 1); c <= Math.min(layers - 1, k + 1); c += 1)
          for (let b = Math.max(0, j - 1); b <= Math.min(rows - 1, j + 1); b += 1)
            for (let a = Math.max(0, i - 1); a <= Math.min(columns - 1, i + 1); a += 1) {
              const other = a + columns * (b + rows * c);
              if (!pure[other]) continue;
              sum += means[other] as number;
              count += 1;
            }
        if (count >= leastNeighbours) values[cell] = sum / count;
      }
  return values;
}

/** Steps across faces to the cells marked 0, in place of -1. */
function countSteps(steps: Int32Array, beside: (cell: number) => readonly number[]): Int32Array {
  const queue: number[] = [];
  steps.forEach((step, cell) => {
    if (step === 0) queue.push(cell);
  });
  for (let n = 0; n < queue.length; n += 1)
    for (const other of beside(queue[n] as number)) {
      if (other < 0 || steps[other] !== -1) continue;
      steps[other] = (steps[queue[n] as number] as number) + 1;
      queue.push(other);
    }
  return steps;
}
