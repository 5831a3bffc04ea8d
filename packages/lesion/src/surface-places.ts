import type { Index3 } from './grid.ts';

/**
 * Places (in order) of a mask's set voxels that have an unset neighbour across a face or lie at the region's faces:
 * all that the surroundings of a body ever meet.
 */
export function surfacePlaces(mask: Uint8Array, [nx, ny, nz]: Index3): Int32Array {
  const plane = nx * ny;
  let found = new Int32Array(4096);
  let count = 0;
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      const row = nx * (j + ny * k);
      const atFace = j === 0 || k === 0 || j === ny - 1 || k === nz - 1;
      for (let i = 0, at = row; i < nx; i += 1, at += 1) {
        if (!mask[at]) continue;
        const deep =
          !atFace &&
          i > 0 &&
          i < nx - 1 &&
          mask[at - 1] &&
          mask[at + 1] &&
          mask[at - nx] &&
          mask[at + nx] &&
          mask[at - plane] &&
          mask[at + plane];
        if (deep) continue;
        if (count === found.length) {
          const larger = new Int32Array(2 * count);
          larger.set(found);
          found = larger;
        }
        found[count] = at;
        count += 1;
      }
    }
  }
  return found.subarray(0, count);
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
