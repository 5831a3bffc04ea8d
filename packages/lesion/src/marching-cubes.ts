import type { Vec3 } from '@calx/dicom';
import type { Index3 } from './grid.ts';

/** Triangles in mm from the centre of voxel (0, 0, 0); three vertices each, outward. */
export interface Mesh {
  /** x, y, z of each vertex. */
  readonly positions: Float32Array;
  readonly triangles: number;
}

const corners: readonly Vec3[] = [
  [0, 0, 0],
  [1, 0, 0],
  [1, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 1],
  [1, 1, 1],
  [0, 1, 1],
];
/** Edges by their two corners. */
const edges: readonly (readonly [number, number])[] = [
  [0, 1],
  [1, 2],
  [2, 3],
  [3, 0],
  [4, 5],
  [5, 6],
  [6, 7],
  [7, 4],
  [0, 4],
  [1, 5],
  [2, 6],
  [3, 7],
];
/** Faces by their corners, counter-clockwise seen from outside. */
const faces: readonly (readonly [number, number, number, number])[] = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
];

const edgeOf = (a: number, b: number): number =>
  edges.findIndex(([p, q]) => (p === a && q === b) || (p === b && q === a));

/**
 * Triangles of each of the 256 patterns of inside corners, as triples of edges. Made by walking the faces: on each
 * face the surface enters and leaves across edges; on an ambiguous face the inside corners are kept apart, the same
 * way on both cubes, so that the mesh closes. Lorensen WE, Cline HE 1987, doi:10.1145/37402.37422.
 */
const table: readonly (readonly number[])[] = Array.from({ length: 256 }, (_, pattern) =>
  trianglesOf(pattern),
);

function trianglesOf(pattern: number): number[] {
  const inside = (corner: number): boolean => ((pattern >> corner) & 1) === 1;
  const next = new Map<number, number>();
  for (const face of faces) {
    for (let c = 0; c < 4; c += 1) {
      const [before, here] = [face[(c + 3) % 4] as number, face[c] as number];
      if (inside(before) || !inside(here)) continue;
      // From outside to inside along the face: the surface leaves where the face leaves the inside again.
      let d = c;
      while (inside(face[(d + 1) % 4] as number)) d += 1;
      next.set(edgeOf(face[d % 4] as number, face[(d + 1) % 4] as number), edgeOf(before, here));
    }
  }
  const triangles: number[] = [];
  while (next.size > 0) {
    const [start] = next.keys();
    if (start === undefined) break;
    const loop: number[] = [];
    for (let edge: number | undefined = start; edge !== undefined && next.has(edge);) {
      loop.push(edge);
      const following: number | undefined = next.get(edge);
      next.delete(edge);
      edge = following;
    }
    for (let v = 1; v + 1 < loop.length; v += 1)
      triangles.push(loop[0] as number, loop[v] as number, loop[v + 1] as number);
  }
  return triangles;
}

/** Twice the offset from the cube's corner (i, j, k) to the middle of each edge, along i, j and k. */
const middles = Int8Array.from(
  edges.flatMap(([p, q]) => [0, 1, 2].map((axis) => Number(corners[p]?.[axis]) + Number(corners[q]?.[axis]))),
);

/**
 * The surface between set and unset voxels at the half level (IBSI: mesh of the mask), closed at the region's faces.
 * `mask` is i fastest; positions are in mm along i, j, k.
 */
export function meshOf(mask: Uint8Array, size: Index3, spacing: Vec3): Mesh {
  let vertices = 0;
  eachCube(mask, size, (_i, _j, _k, pattern) => (vertices += table[pattern]?.length ?? 0));
  const positions = new Float32Array(3 * vertices);
  const [x, y, z] = spacing;
  let to = 0;
  eachCube(mask, size, (i, j, k, pattern) => {
    const cut = table[pattern] as readonly number[];
    for (let v = 0; v < cut.length; v += 1, to += 3) {
      const edge = 3 * (cut[v] as number);
      positions[to] = (i + (middles[edge] as number) / 2) * x;
      positions[to + 1] = (j + (middles[edge + 1] as number) / 2) * y;
      positions[to + 2] = (k + (middles[edge + 2] as number) / 2) * z;
    }
  });
  return { positions, triangles: vertices / 3 };
}

/**
 * Calls back for each cube of eight voxels that the surface cuts, with the lowest voxel's index (-1 before the first)
 * and the pattern of its set corners. The four lines of a row of cubes are looked up once, with an empty line where
 * the region ends; from cube to cube one column of four corners is new.
 */
function eachCube(
  mask: Uint8Array,
  [nx, ny, nz]: Index3,
  visit: (i: number, j: number, k: number, pattern: number) => void,
): void {
  const empty = new Uint8Array(nx);
  const lineAt = (j: number, k: number): Uint8Array =>
    j < 0 || k < 0 || j >= ny || k >= nz ? empty : mask.subarray(nx * (j + ny * k), nx * (j + 1 + ny * k));
  for (let k = -1; k < nz; k += 1) {
    for (let j = -1; j < ny; j += 1) {
      const near = lineAt(j, k);
      const beside = lineAt(j + 1, k);
      const above = lineAt(j, k + 1);
      const across = lineAt(j + 1, k + 1);
      for (let i = -1, left = 0; i < nx; i += 1) {
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

/** Surface area in mm2 (IBSI C0JK). */
export function meshArea({ positions }: Mesh): number {
  let area = 0;
  for (let at = 0; at < positions.length; at += 9) {
    const [u, v] = [edgeVector(positions, at, 3), edgeVector(positions, at, 6)];
    const [x, y, z] = cross(u, v);
    area += Math.sqrt(x * x + y * y + z * z) / 2;
  }
  return area;
}

/** Volume in mm3 enclosed by the mesh (IBSI RNU0), by signed tetrahedra. */
export function meshVolume({ positions }: Mesh): number {
  let volume = 0;
  for (let at = 0; at < positions.length; at += 9) {
    const a: Vec3 = [positions[at] as number, positions[at + 1] as number, positions[at + 2] as number];
    const [b, c]: [Vec3, Vec3] = [
      [positions[at + 3] as number, positions[at + 4] as number, positions[at + 5] as number],
      [positions[at + 6] as number, positions[at + 7] as number, positions[at + 8] as number],
    ];
    const [x, y, z] = cross(b, c);
    volume += (a[0] * x + a[1] * y + a[2] * z) / 6;
  }
  return Math.abs(volume);
}

function edgeVector(positions: Float32Array, at: number, offset: number): Vec3 {
  return [0, 1, 2].map(
    (axis) => (positions[at + offset + axis] as number) - (positions[at + axis] as number),
  ) as unknown as Vec3;
}

function cross(u: Vec3, v: Vec3): Vec3 {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}
