import type { Volume } from '@calx/dicom';
import type { Index3 } from './grid.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { boxGap } from './run-set.ts';

type Box = { readonly first: Index3; readonly last: Index3 };

/**
 * Gas within the body (lung, bowel), on a grid of every few mm: air that in its axial slice is shut off from the
 * image's edge, and that does not open widely into the air outside in the slices above or below, as a pocket between
 * limb and table or between the thighs does (`gas.openShare`). Boxes of single voxels of the volume.
 */
export function bodyGas(volume: Volume, rules: CtRules, pause: Pause): Box[] {
  const { size, spacing } = volume;
  const step = spacing.map((mm) => Math.max(1, Math.round(rules.gas.step / mm))) as unknown as Index3;
  const grid = size.map((count, axis) => Math.ceil(count / (step[axis] ?? 1))) as unknown as Index3;
  const kinds = airOn(grid, step, volume, rules, pause);
  const [columns, rows] = grid;
  const cells = columns * rows;
  const gas: Box[] = [];
  for (let start = 0; start < kinds.length; start += 1) {
    if (kinds[start] !== shut) continue;
    const { places, open } = pocketAt(start, kinds, grid);
    if (open > rules.gas.openShare * places.length) continue;
    for (const at of places) {
      const k = Math.floor(at / cells);
      const j = Math.floor(at / columns) - k * rows;
      const voxel: Index3 = [(at - columns * (j + rows * k)) * step[0], j * step[1], k * step[2]];
      gas.push({ first: voxel, last: voxel });
    }
  }
  return gas;
}

/** What a place of the grid is: tissue, air joined to the image's edge in its slice, or air shut off from it. */
const [tissue, outside, shut, seen] = [0, 1, 2, 3];

/** The kinds of air on a grid; shut pockets smaller in their slice than `gas.minArea` count as tissue. */
function airOn(
  [columns, rows, layers]: Index3,
  [si, sj, sk]: Index3,
  { data, size, spacing }: Volume,
  rules: CtRules,
  pause: Pause,
): Uint8Array {
  const [nx, ny] = size;
  const least = rules.gas.minArea / (si * spacing[0] * sj * spacing[1]);
  const kinds = new Uint8Array(columns * rows * layers);
  const stack = new Int32Array(columns * rows);
  for (let layer = 0; layer < layers; layer += 1) {
    pause();
    const state = kinds.subarray(columns * rows * layer, columns * rows * (layer + 1));
    for (let v = 0; v < rows; v += 1)
      for (let u = 0; u < columns; u += 1)
        if ((data[u * si + nx * (v * sj + ny * layer * sk)] as number) < rules.gas.airHU)
          state[u + columns * v] = shut;
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
    for (let u = 0; u < columns; u += 1) {
      flood(u, outside);
      flood(u + columns * (rows - 1), outside);
    }
    for (let v = 0; v < rows; v += 1) {
      flood(columns * v, outside);
      flood(columns * v + columns - 1, outside);
    }
    for (let start = 0; start < state.length; start += 1) {
      flood(start, seen);
      if (count > 0 && count < least) for (let n = 0; n < count; n += 1) state[stack[n] as number] = tissue;
    }
    for (let at = 0; at < state.length; at += 1) if (state[at] === seen) state[at] = shut;
  }
  return kinds;
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
