import type { Vec3 } from '@calx/dicom';
import { edgeMiddle, edgeMiddles, normalOf, trianglesOf } from './cube-patterns.ts';
import type { Index3 } from './grid.ts';
import { lineEnds } from './mask-runs.ts';

/** Triangles in mm from the centre of voxel (0, 0, 0); three vertices each, outward. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float32Array;
  readonly triangles: number;
}

/**
 * The surface between set and unset voxels at the half level (IBSI: mesh of the mask), closed at the region's faces.
 * `mask` is i fastest; positions are in mm along i, j, k.
 */
export function meshOf(mask: Uint8Array, size: Index3, spacing: Vec3): Mesh {
  let vertices = 0;
  eachCube(mask, size, (_i, _j, _k, pattern) => (vertices += trianglesOf(pattern).length));
  const positions = new Float32Array(3 * vertices);
  const [x, y, z] = spacing;
  let to = 0;
  eachCube(mask, size, (i, j, k, pattern) => {
    const cut = trianglesOf(pattern);
    for (let v = 0; v < cut.length; v += 1, to += 3) {
      const edge = 3 * (cut[v] as number);
      positions[to] = (i + (edgeMiddles[edge] as number) / 2) * x;
      positions[to + 1] = (j + (edgeMiddles[edge + 1] as number) / 2) * y;
      positions[to + 2] = (k + (edgeMiddles[edge + 2] as number) / 2) * z;
    }
  });
  return { positions, triangles: vertices / 3 };
}

/**
 * Calls back for each cube of eight voxels that the surface cuts, with the lowest voxel's index (-1 before the first)
 * and the pattern of its set corners. The four lines of a row of cubes are looked up once, with an empty line where
 * the region ends; from cube to cube one column of four corners is new. What lies before the first and behind the last
 * set voxel of all four is passed over.
 */
function eachCube(
  mask: Uint8Array,
  [nx, ny, nz]: Index3,
  visit: (i: number, j: number, k: number, pattern: number) => void,
): void {
  const empty = new Uint8Array(nx);
  const { first, last } = lineEnds(mask, nx);
  const lineAt = (line: number): Uint8Array => (line < 0 ? empty : mask.subarray(nx * line, nx * (line + 1)));
  const firstOf = (line: number): number => (line < 0 ? nx : (first[line] as number));
  const lastOf = (line: number): number => (line < 0 ? -1 : (last[line] as number));
  for (let k = -1; k < nz; k += 1) {
    for (let j = -1; j < ny; j += 1) {
      const a = j < 0 || k < 0 ? -1 : j + ny * k;
      const b = j + 1 === ny || k < 0 ? -1 : j + 1 + ny * k;
      const c = j < 0 || k + 1 === nz ? -1 : j + ny * (k + 1);
      const d = j + 1 === ny || k + 1 === nz ? -1 : j + 1 + ny * (k + 1);
      const to = Math.max(lastOf(a), lastOf(b), lastOf(c), lastOf(d));
      if (to < 0) continue;
      const [near, beside, above, across] = [lineAt(a), lineAt(b), lineAt(c), lineAt(d)];
      const from = Math.min(firstOf(a), firstOf(b), firstOf(c), firstOf(d));
      for (let i = from - 1, left = 0; i <= to; i += 1) {
        const n = i + 1;
        // Corners 0, 3, 4, 7 are the left column; 1, 2, 5, 6 the right one.
        const right =
          n === nx
            ? 0
            : (near[n] ? 1 : 0) | (beside[n] ? 8 : 0) | (above[n] ? 16 : 0) | (across[n] ? 128 : 0);
        const pattern = left | ((right & 17) << 1) | ((right & 136) >> 1);
        left = right;
        if (pattern !== 0 && pattern !== 255) visit(i, j, k, pattern);
      }
    }
  }
}

/** Area in mm2 (IBSI C0JK) and enclosed volume in mm3 (IBSI RNU0) of a mask's mesh. */
export interface SurfaceMeasures {
  readonly area: number;
  readonly volume: number;
}

/**
 * Area and volume of the mesh that `meshOf` makes, without making it: how often each pattern occurs, and how far along
 * i, is all that both need (the volume is the flux of i through the surface).
 */
export function measureSurface(mask: Uint8Array, size: Index3, spacing: Vec3): SurfaceMeasures {
  const count = new Int32Array(256);
  const along = new Float64Array(256);
  eachCube(mask, size, (i, _j, _k, pattern) => {
    count[pattern] = (count[pattern] as number) + 1;
    along[pattern] = (along[pattern] as number) + i;
  });
  let area = 0;
  let flux = 0;
  for (let pattern = 0; pattern < 256; pattern += 1) {
    if (count[pattern] === 0) continue;
    const cut = trianglesOf(pattern);
    for (let v = 0; v < cut.length; v += 3) {
      const [a, b, c] = [edgeMiddle(cut[v]), edgeMiddle(cut[v + 1]), edgeMiddle(cut[v + 2])];
      const [x, y, z] = normalOf(a, b, c);
      const inMm = Math.hypot(
        x * spacing[1] * spacing[2],
        y * spacing[0] * spacing[2],
        z * spacing[0] * spacing[1],
      );
      area += (count[pattern] as number) * inMm;
      flux += x * ((along[pattern] as number) + ((count[pattern] as number) * (a[0] + b[0] + c[0])) / 3);
    }
  }
  return { area, volume: Math.abs(flux) * spacing[0] * spacing[1] * spacing[2] };
}
