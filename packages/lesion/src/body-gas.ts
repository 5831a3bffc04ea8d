import type { Volume } from '@calx/dicom';
import { axialOrder, type Index3 } from './grid.ts';
import { labelAt, labelRuns, type Labelling } from './label-runs.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { boxGap } from './run-set.ts';

type Box = { readonly first: Index3; readonly last: Index3 };

/**
 * Gas within the body (lung, bowel), on a grid of every few mm: air that in its axial slice is shut off from the
 * image's edge, that does not surround more than what shuts it off, as the air between a limb and its cast does, and
 * that does not open widely into the air outside in the slices above or below, as a pocket between limb and table or
 * between the thighs does (`gas.openShare`). Boxes of single voxels of the volume.
 */
export function bodyGas(volume: Volume, rules: CtRules, pause: Pause): Box[] {
  const sampled = sampleAxially(volume, rules.gas.step);
  const kinds = airOn(sampled, rules, pause);
  const [columns, rows] = sampled.grid;
  const cells = columns * rows;
  const gas: Box[] = [];
  for (let start = kinds.indexOf(shut); start >= 0; start = kinds.indexOf(shut, start)) {
    const { places, open } = pocketAt(start, kinds, sampled.grid);
    if (open > rules.gas.openShare * places.length) continue;
    for (const at of places) {
      const k = Math.floor(at / cells);
      const j = Math.floor(at / columns) - k * rows;
      const voxel: [number, number, number] = [0, 0, 0];
      [at - columns * (j + rows * k), j, k].forEach((place, n) => {
        voxel[sampled.order[n] as 0 | 1 | 2] = place * (sampled.step[n] ?? 1);
      });
      gas.push({ first: voxel, last: voxel });
    }
  }
  return gas;
}

/** Every few mm of a volume, its slices axial whichever way it was cut. */
interface Sampled {
  readonly grid: Index3;
  /** The volume's axes along columns, rows and layers, voxels a step along each, and the mm of a step. */
  readonly order: Index3;
  readonly step: Index3;
  readonly mm: Index3;
  valueAt(u: number, v: number, w: number): number;
}

function sampleAxially(volume: Volume, every: number): Sampled {
  const { size, spacing, data } = volume;
  const order = axialOrder(volume);
  const [u, v, w] = order as [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2];
  const strides = [1, size[0], size[0] * size[1]] as const;
  const along = (axis: 0 | 1 | 2): number => Math.max(1, Math.round(every / spacing[axis]));
  const step: Index3 = [along(u), along(v), along(w)];
  const [su, sv, sw] = [step[0] * strides[u], step[1] * strides[v], step[2] * strides[w]];
  return {
    order,
    step,
    grid: [Math.ceil(size[u] / step[0]), Math.ceil(size[v] / step[1]), Math.ceil(size[w] / step[2])],
    mm: [step[0] * spacing[u], step[1] * spacing[v], step[2] * spacing[w]],
    valueAt: (column, row, layer) => data[column * su + row * sv + layer * sw] as number,
  };
}

/** What a place of the grid is: tissue, air joined to the image's edge in its slice, or air shut off from it. */
const [tissue, outside, shut, seen] = [0, 1, 2, 3];

/** The kinds of air on a grid; shut pockets smaller in their slice than `gas.minArea` count as tissue. */
function airOn(
  { grid: [columns, rows, layers], mm, valueAt }: Sampled,
  rules: CtRules,
  pause: Pause,
): Uint8Array {
  const least = rules.gas.minArea / (mm[0] * mm[1]);
  const kinds = new Uint8Array(columns * rows * layers);
  const stack = new Int32Array(columns * rows);
  for (let layer = 0; layer < layers; layer += 1) {
    pause();
    const state = kinds.subarray(columns * rows * layer, columns * rows * (layer + 1));
    for (let v = 0, at = 0; v < rows; v += 1)
      for (let u = 0; u < columns; u += 1, at += 1)
        if (valueAt(u, v, layer) < rules.gas.airHU) state[at] = shut;
    // Most slices have no pocket that asks for them.
    let known: Labelling | undefined;
    const bodies = (): Labelling => (known ??= bodiesOn(valueAt, columns, rows, layer, rules.gas.airHU));
    let count = 0;
    const take = (at: number, mark: number): void => {
      if (state[at] !== shut) return;
      state[at] = mark;
      stack[count] = at;
      count += 1;
    };
    /** Marks the air connected to a place: `count` places, first in `stack`. */
    const flood = (start: number, mark: number): void => {
      count = 0;
      take(start, mark);
      for (let n = 0; n < count; n += 1) {
        const at = stack[n] as number;
        const u = at % columns;
        if (u > 0) take(at - 1, mark);
        if (u < columns - 1) take(at + 1, mark);
        if (at >= columns) take(at - columns, mark);
        if (at + columns < state.length) take(at + columns, mark);
      }
    };
    /** Does the flooded pocket hold a body larger than the one above its first place, which shuts it off? */
    const surroundsMore = (start: number): boolean => {
      const sizeAt = (at: number): number => {
        const label = labelAt(bodies(), [columns, rows, 1], [at % columns, Math.floor(at / columns), 0]);
        return bodies().components[label]?.voxels ?? 0;
      };
      const shell = sizeAt(start - columns);
      for (let n = 0; n < count; n += 1) if (sizeAt((stack[n] as number) + columns) > shell) return true;
      return false;
    };
    fromTheSides(state, columns);
    if (!state.includes(shut)) continue;
    for (let u = 0; u < columns; u += 1) {
      flood(u, outside);
      flood(u + columns * (rows - 1), outside);
    }
    for (let at = 0; at < state.length; at += 1)
      if (state[at] === shut && (state[at - columns] === outside || state[at + columns] === outside))
        flood(at, outside);
    for (let start = 0; start < state.length; start += 1) {
      if (state[start] !== shut) continue;
      flood(start, seen);
      const mark = count < least ? tissue : surroundsMore(start) ? outside : seen;
      for (let n = 0; n < count; n += 1) state[stack[n] as number] = mark;
    }
    for (let at = 0; at < state.length; at += 1) if (state[at] === seen) state[at] = shut;
  }
  return kinds;
}

/** Marks the air that reaches the slice's left or right edge along its row: nearly all of it about a body. */
function fromTheSides(state: Uint8Array, columns: number): void {
  for (let row = 0; row < state.length; row += columns) {
    for (let at = row; at < row + columns && state[at] === shut; at += 1) state[at] = outside;
    for (let at = row + columns - 1; at >= row && state[at] === shut; at -= 1) state[at] = outside;
  }
}

/** The bodies of tissue on a slice of the grid. */
function bodiesOn(
  valueAt: Sampled['valueAt'],
  columns: number,
  rows: number,
  layer: number,
  airHU: number,
): Labelling {
  const body = new Uint8Array(columns * rows);
  for (let v = 0, at = 0; v < rows; v += 1)
    for (let u = 0; u < columns; u += 1, at += 1) body[at] = valueAt(u, v, layer) < airHU ? 0 : 1;
  return labelRuns(body, [columns, rows, 1], 1, 1, undefined, 26);
}

/** The shut-off air joined to a place through all slices, and across how many faces it opens into air outside. */
function pocketAt(
  start: number,
  kinds: Uint8Array,
  [columns, rows]: Index3,
): { readonly places: readonly number[]; readonly open: number } {
  const cells = columns * rows;
  const places = [start];
  kinds[start] = seen;
  let open = 0;
  for (let n = 0; n < places.length; n += 1) {
    const at = places[n] as number;
    const u = at % columns;
    for (const other of [at - cells, at + cells]) if (kinds[other] === outside) open += 1;
    const beside = [u > 0 ? at - 1 : -1, u < columns - 1 ? at + 1 : -1, at - columns, at + columns];
    for (const other of [...beside, at - cells, at + cells]) {
      if (kinds[other] !== shut) continue;
      kinds[other] = seen;
      places.push(other);
    }
  }
  return { places, open };
}

/** Least gap in mm between a box of voxels and gas of the body; Infinity without any. */
export function gapToGas(box: Box, gas: readonly Box[], { spacing }: Volume): number {
  return gas.reduce((least, voxel) => Math.min(least, boxGap(box, voxel, spacing)), Infinity);
}
