import type { Volume } from '@calx/dicom';
import type { Index3 } from './grid.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { boxGap } from './run-set.ts';

type Box = { readonly first: Index3; readonly last: Index3 };

/**
 * Gas within the body (lung, bowel), on a grid of every few mm: air that in its axial slice is shut off from the
 * image's edge. Boxes of single voxels of the volume.
 */
export function bodyGas({ data, size, spacing }: Volume, rules: CtRules, pause: Pause): Box[] {
  const [nx, ny, nz] = size as Index3;
  const [si, sj, sk] = spacing.map((step) => Math.max(1, Math.round(rules.gas.step / step))) as [
    number,
    number,
    number,
  ];
  const [columns, rows] = [Math.ceil(nx / si), Math.ceil(ny / sj)];
  const least = rules.gas.minArea / (si * spacing[0] * sj * spacing[1]);
  const state = new Uint8Array(columns * rows);
  const stack = new Int32Array(columns * rows);
  const gas: Box[] = [];
  /** Takes the air connected to a place away and returns how many places that were, first in `stack`. */
  const flood = (start: number): number => {
    if (state[start] !== 1) return 0;
    state[start] = 0;
    stack[0] = start;
    let count = 1;
    for (let n = 0; n < count; n += 1) {
      const at = stack[n] as number;
      const u = at % columns;
      for (const other of [u > 0 ? at - 1 : -1, u < columns - 1 ? at + 1 : -1, at - columns, at + columns]) {
        if (other < 0 || other >= state.length || state[other] !== 1) continue;
        state[other] = 0;
        stack[count] = other;
        count += 1;
      }
    }
    return count;
  };
  for (let k = 0; k < nz; k += sk) {
    pause();
    for (let v = 0; v < rows; v += 1)
      for (let u = 0; u < columns; u += 1)
        state[u + columns * v] = (data[u * si + nx * (v * sj + ny * k)] as number) < rules.gas.airHU ? 1 : 0;
    for (let u = 0; u < columns; u += 1) [u, u + columns * (rows - 1)].forEach(flood);
    for (let v = 0; v < rows; v += 1) [columns * v, columns * v + columns - 1].forEach(flood);
    for (let start = 0; start < state.length; start += 1) {
      const count = flood(start);
      if (count < least) continue;
      for (let n = 0; n < count; n += 1) {
        const at = stack[n] as number;
        const voxel: Index3 = [(at % columns) * si, Math.floor(at / columns) * sj, k];
        gas.push({ first: voxel, last: voxel });
      }
    }
  }
  return gas;
}

/** Least gap in mm between a box of voxels and gas of the body; Infinity without any. */
export function gapToGas(box: Box, gas: readonly Box[], { spacing }: Volume): number {
  return gas.reduce((least, voxel) => Math.min(least, boxGap(box, voxel, spacing)), Infinity);
}
