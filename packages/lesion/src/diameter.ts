import type { Vec3 } from '@calx/dicom';
import type { Index3, Region } from './grid.ts';
import { eachPlace, surfacePlaces } from './surface-places.ts';

/** mm */
const roundingError = 1e-9;

/**
 * Largest distance (mm) between vertices of a mask's mesh (IBSI L0JK), which lie half way between set and unset
 * neighbours. The farthest two are corners of the convex hull of their own plane across k: only those are compared,
 * the ones far from the middle first.
 */
export function maxDiameterOf(mask: Uint8Array, { size, spacing }: Pick<Region, 'size' | 'spacing'>): number {
  const corners = hullCorners(extremes(mask, size), spacing);
  const middle: Vec3 = [meanOf(corners, 0), meanOf(corners, 1), meanOf(corners, 2)];
  const radius = distancesFrom(middle, corners);
  const most = farthest(radius);
  const across = most < 0 ? radius : distancesFrom(pointAt(corners, most), corners);
  // As far apart as two corners surely are; no pair with a corner nearer to the middle than that leaves comes to more.
  let best = across[farthest(across)] ?? 0;
  const least = best - (radius[most] ?? 0) - roundingError;
  const order = Array.from(radius.keys())
    .filter((n) => (radius[n] as number) >= least)
    .sort((a, b) => (radius[b] as number) - (radius[a] as number));
  const count = order.length;
  for (const [n, a] of order.entries()) {
    const reach = radius[a] as number;
    if (2 * reach <= best) break;
    const from = pointAt(corners, a);
    for (let m = n + 1; m < count; m += 1) {
      const b = order[m] as number;
      if (reach + (radius[b] as number) <= best) break;
      best = Math.max(best, distance(from, pointAt(corners, b)));
    }
  }
  return best;
}

/** Vertices in half voxels by plane and row, only the first and the last of each row along i. */
interface Extremes {
  readonly rows: number;
  readonly planes: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

const none = 2 ** 30;

/** The vertices at the two ends of each line of the mask, along i, j and k; places are one half voxel up. */
function extremes(mask: Uint8Array, size: Index3): Extremes {
  const [nx, ny, nz] = size;
  const [rows, planes] = [2 * ny + 1, 2 * nz + 1];
  const low = new Int32Array(rows * planes).fill(none);
  const high = new Int32Array(rows * planes).fill(-none);
  const ends = { rows, planes, low, high };
  const plane = nx * ny;
  eachPlace(size, surfacePlaces(mask, size), (i, j, k, at) => {
    const row = 2 * j + 1 + rows * (2 * k + 1);
    extend(ends, row, 2 * i, 2 * i + 2);
    if (j === 0 || !mask[at - nx]) extend(ends, row - 1, 2 * i + 1, 2 * i + 1);
    if (j === ny - 1 || !mask[at + nx]) extend(ends, row + 1, 2 * i + 1, 2 * i + 1);
    if (k === 0 || !mask[at - plane]) extend(ends, row - rows, 2 * i + 1, 2 * i + 1);
    if (k === nz - 1 || !mask[at + plane]) extend(ends, row + rows, 2 * i + 1, 2 * i + 1);
  });
  return ends;
}

function extend({ low, high }: Extremes, row: number, from: number, to: number): void {
  if (from < (low[row] as number)) low[row] = from;
  if (to > (high[row] as number)) high[row] = to;
}

/** Corners of the convex hull of each plane, x, y, z in mm in turn (Andrew's monotone chain, row by row). */
function hullCorners({ rows, planes, low, high }: Extremes, spacing: Vec3): Float64Array {
  const found: number[] = [];
  const chain = new Int32Array(2 * rows);
  for (let z = 0; z < planes; z += 1) {
    addChain(found, chain, chainOf(chain, low.subarray(rows * z, rows * (z + 1)), 1), z, spacing);
    addChain(found, chain, chainOf(chain, high.subarray(rows * z, rows * (z + 1)), -1), z, spacing);
  }
  return Float64Array.from(found);
}

/** The side of a hull, with the least x for 1, the greatest for -1; returns how many corners it has. */
function chainOf(chain: Int32Array, ends: Int32Array, side: 1 | -1): number {
  let top = 0;
  for (let y = 0; y < ends.length; y += 1) {
    const x = ends[y] as number;
    if (x === none || x === -none) continue;
    while (top > 1 && side * turn(chain, top, x, y) <= 0) top -= 1;
    chain[2 * top] = x;
    chain[2 * top + 1] = y;
    top += 1;
  }
  return top;
}

function addChain(found: number[], chain: Int32Array, count: number, z: number, [sx, sy, sz]: Vec3): void {
  for (let n = 0; n < count; n += 1)
    found.push(((chain[2 * n] as number) / 2) * sx, ((chain[2 * n + 1] as number) / 2) * sy, (z / 2) * sz);
}

/** Above 0 when the chain's last two points and the next one turn towards larger x. */
function turn(chain: Int32Array, top: number, x: number, y: number): number {
  const [ax, ay] = [chain[2 * top - 4] as number, chain[2 * top - 3] as number];
  const [bx, by] = [chain[2 * top - 2] as number, chain[2 * top - 1] as number];
  return (by - ay) * (x - ax) - (bx - ax) * (y - ay);
}

function distancesFrom(place: Vec3, points: Float64Array): Float64Array {
  const [x, y, z] = place;
  const found = new Float64Array(points.length / 3);
  for (let n = 0; n < found.length; n += 1) {
    const dx = (points[3 * n] as number) - x;
    const dy = (points[3 * n + 1] as number) - y;
    const dz = (points[3 * n + 2] as number) - z;
    found[n] = Math.sqrt(dx * dx + dy * dy + dz * dz);
  }
  return found;
}

/** Place of the greatest value; -1 for none. */
function farthest(distances: Float64Array): number {
  let found = -1;
  for (let n = 0; n < distances.length; n += 1)
    if (found < 0 || (distances[n] as number) > (distances[found] as number)) found = n;
  return found;
}

function meanOf(points: Float64Array, axis: number): number {
  let sum = 0;
  for (let n = axis; n < points.length; n += 3) sum += points[n] as number;
  return (3 * sum) / points.length;
}

const pointAt = (points: Float64Array, n: number): Vec3 => [
  points[3 * n] as number,
  points[3 * n + 1] as number,
  points[3 * n + 2] as number,
];

const distance = (a: Vec3, b: Vec3): number =>
  Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
