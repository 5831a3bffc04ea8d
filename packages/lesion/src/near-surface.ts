import type { Vec3 } from '@calx/dicom';
import type { Index3 } from './grid.ts';
import { surfacePlaces } from './surface-places.ts';
import { maskRuns } from './mask-runs.ts';

/** The mark of what no ball reaches. */
const unreached = 255;

/** The voxels of a ball about its middle: a step along each axis in turn, and the mark that each bears. */
interface Ball {
  readonly steps: Int32Array;
  readonly marks: Uint8Array;
  readonly reach: Index3;
}

/** A ball of voxels by squared length in voxel steps, which is also the mark. */
function stepBall(radius: number): Ball {
  return ballWhere([radius, radius, radius], (a, b, c) => {
    const squared = a * a + b * b + c * c;
    return squared <= radius * radius ? squared : unreached;
  });
}

/** A ball of a radius in mm, marked 0; lengths are rounded as those of the distance transform are. */
function mmBall(radius: number, spacing: Vec3): Ball {
  const reach = spacing.map((step) => Math.floor(radius / step)) as unknown as Index3;
  const [x, y, z] = spacing.map((step) => step * step) as unknown as Vec3;
  return ballWhere(reach, (a, b, c) => {
    const squared = Math.fround(c * c * z + Math.fround(b * b * y + Math.fround(a * a * x)));
    return Math.fround(Math.sqrt(squared)) <= radius ? 0 : unreached;
  });
}

function ballWhere(reach: Index3, markOf: (a: number, b: number, c: number) => number): Ball {
  const steps: number[] = [];
  const marks: number[] = [];
  for (let c = -reach[2]; c <= reach[2]; c += 1)
    for (let b = -reach[1]; b <= reach[1]; b += 1)
      for (let a = -reach[0]; a <= reach[0]; a += 1) {
        const mark = markOf(a, b, c);
        if (mark === unreached) continue;
        steps.push(a, b, c);
        marks.push(mark);
      }
  return { steps: Int32Array.from(steps), marks: Uint8Array.from(marks), reach };
}

/** For each voxel the least mark of the balls about some places that hold it, else `unreached`. */
function marked(places: Int32Array, { steps, marks, reach }: Ball, [nx, ny, nz]: Index3): Uint8Array {
  const least = new Uint8Array(nx * ny * nz).fill(unreached);
  const count = marks.length;
  const moves = new Int32Array(count);
  for (let n = 0; n < count; n += 1)
    moves[n] =
      (steps[3 * n] as number) + nx * ((steps[3 * n + 1] as number) + ny * (steps[3 * n + 2] as number));
  const [rx, ry, rz] = reach;
  for (let p = 0; p < places.length; p += 1) {
    const at = places[p] as number;
    const row = Math.floor(at / nx);
    const k = Math.floor(row / ny);
    const i = at - row * nx;
    const j = row - k * ny;
    const inside = i >= rx && j >= ry && k >= rz && i < nx - rx && j < ny - ry && k < nz - rz;
    for (let n = 0; n < count; n += 1) {
      if (!inside) {
        const x = i + (steps[3 * n] as number);
        const y = j + (steps[3 * n + 1] as number);
        const z = k + (steps[3 * n + 2] as number);
        if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) continue;
      }
      const other = at + (moves[n] as number);
      if ((marks[n] as number) < (least[other] as number)) least[other] = marks[n] as number;
    }
  }
  return least;
}

/** Places of unset voxels that have a set neighbour across a face; some more than once. */
function placesBeside(mask: Uint8Array, [nx, ny, nz]: Index3): Int32Array {
  const plane = nx * ny;
  const runs = maskRuns(mask, nx);
  let voxels = 0;
  for (let r = 0; r < runs.length; r += 2) voxels += (runs[r + 1] as number) - (runs[r] as number) + 1;
  const found = new Int32Array(4 * voxels + runs.length);
  let count = 0;
  for (let r = 0; r < runs.length; r += 2) {
    const first = runs[r] as number;
    const last = runs[r + 1] as number;
    const row = Math.floor(first / nx);
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    if (first > row * nx) found[count++] = first - 1;
    if (last < row * nx + nx - 1) found[count++] = last + 1;
    for (let at = first; at <= last; at += 1) {
      if (j > 0 && !mask[at - nx]) found[count++] = at - nx;
      if (j < ny - 1 && !mask[at + nx]) found[count++] = at + nx;
      if (k > 0 && !mask[at - plane]) found[count++] = at - plane;
      if (k < nz - 1 && !mask[at + plane]) found[count++] = at + plane;
    }
  }
  return found.subarray(0, count);
}

/** Voxel steps from a surface that `stepsWithin` and `stepsOutside` tell apart. */
const tellApart = stepBall(3);

/**
 * Squared distance in voxel steps from a set voxel to the nearest unset one of the region, up to 3 steps (9), else
 * `unreached`: balls about the unset voxels at the surface, of which the nearest one always is one.
 */
export function stepsWithin(mask: Uint8Array, size: Index3): Uint8Array {
  return marked(placesBeside(mask, size), tellApart, size);
}

/** Squared distance in voxel steps from an unset voxel to the nearest set one, up to 3 steps (9), else `unreached`. */
export function stepsOutside(mask: Uint8Array, size: Index3): Uint8Array {
  return marked(surfacePlaces(mask, size), tellApart, size);
}

/** A mask with its gaps closed: grown by a ball of a radius in mm, then shrunk by it (beyond the region is inside). */
export function closedBy(mask: Uint8Array, size: Index3, spacing: Vec3, radius: number): Uint8Array {
  const ball = mmBall(radius, spacing);
  const near = marked(surfacePlaces(mask, size), ball, size);
  const grown = mask.slice();
  for (let at = 0; at < grown.length; at += 1) if (near[at] === 0) grown[at] = 1;
  const outside = marked(placesBeside(grown, size), ball, size);
  for (let at = 0; at < grown.length; at += 1) if (outside[at] === 0) grown[at] = 0;
  return grown;
}
