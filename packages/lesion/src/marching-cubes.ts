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

/**
 * The surface between set and unset voxels at the half level (IBSI: mesh of the mask), closed at the region's faces.
 * `mask` is i fastest; positions are in mm along i, j, k.
 */
export function meshOf(mask: Uint8Array, [nx, ny, nz]: Index3, spacing: Vec3): Mesh {
  const value = (i: number, j: number, k: number): number =>
    i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz ? 0 : mask[i + nx * (j + ny * k)] ? 1 : 0;
  const vertices: number[] = [];
  for (let k = -1; k < nz; k += 1) {
    for (let j = -1; j < ny; j += 1) {
      for (let i = -1; i < nx; i += 1) {
        let pattern = 0;
        for (let c = 0; c < 8; c += 1) {
          const [a, b, d] = corners[c] as Vec3;
          pattern |= value(i + a, j + b, k + d) << c;
        }
        if (pattern === 0 || pattern === 255) continue;
        for (const edge of table[pattern] ?? []) {
          const [p, q] = edges[edge] as readonly [number, number];
          const [from, to] = [corners[p] as Vec3, corners[q] as Vec3];
          vertices.push(
            (i + (from[0] + to[0]) / 2) * spacing[0],
            (j + (from[1] + to[1]) / 2) * spacing[1],
            (k + (from[2] + to[2]) / 2) * spacing[2],
          );
        }
      }
    }
  }
  return { positions: Float32Array.from(vertices), triangles: vertices.length / 9 };
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
