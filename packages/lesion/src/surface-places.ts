import type { Index3 } from './grid.ts';
import { maskRuns } from './mask-runs.ts';

/**
 * Places (in order) of a mask's set voxels that have an unset neighbour across a face or lie at the region's faces:
 * all that the surroundings of a body ever meet.
 */
export function surfacePlaces(mask: Uint8Array, [nx, ny, nz]: Index3): Int32Array {
  const plane = nx * ny;
  const runs = maskRuns(mask, nx);
  let voxels = 0;
  for (let r = 0; r < runs.length; r += 2) voxels += (runs[r + 1] as number) - (runs[r] as number) + 1;
  const found = new Int32Array(voxels);
  let count = 0;
  for (let r = 0; r < runs.length; r += 2) {
    const first = runs[r] as number;
    const last = runs[r + 1] as number;
    const row = Math.floor(first / nx);
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    const atFace = j === 0 || k === 0 || j === ny - 1 || k === nz - 1;
    for (let at = first; at <= last; at += 1) {
      const deep =
        !atFace &&
        at > first &&
        at < last &&
        mask[at - nx] &&
        mask[at + nx] &&
        mask[at - plane] &&
        mask[at + plane];
      if (deep) continue;
      found[count] = at;
      count += 1;
    }
  }
  return found.slice(0, count);
}

/** Calls back for places of a region with their indices. */
export function eachPlace(
  [nx, ny]: Index3,
  places: Int32Array,
  visit: (i: number, j: number, k: number, at: number) => void,
): void {
  for (let n = 0; n < places.length; n += 1) {
    const at = places[n] as number;
    const row = Math.floor(at / nx);
    const k = Math.floor(row / ny);
    visit(at - row * nx, row - k * ny, k, at);
  }
}
