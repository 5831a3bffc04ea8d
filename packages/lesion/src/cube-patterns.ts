import type { Vec3 } from '@calx/dicom';

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
/** Twice the offset from the cube's corner (i, j, k) to the middle of each edge, along i, j and k. */
export const edgeMiddles = Int8Array.from(
  edges.flatMap(([p, q]) => [0, 1, 2].map((axis) => Number(corners[p]?.[axis]) + Number(corners[q]?.[axis]))),
);

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

/** Areas nearer than this are equal; the first cut is taken. */
const roundingError = 1e-9;

function cutOf(pattern: number): readonly number[] {
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
    triangles.push(...largestCut(loop).triangles);
  }
  return triangles;
}

interface Cut {
  readonly area: number;
  readonly triangles: readonly number[];
}

const noCut: Cut = { area: 0, triangles: [] };

/**
 * A polygon, mostly not plane, cut into the triangles of greatest area in the unit cube. On voxels that are no cubes
 * the cut decides the area: this one is that of the published tables, whose areas IBSI's reference values hold, and
 * it does not depend on which way round the volume lies.
 */
function largestCut(
  loop: readonly number[],
  from = 0,
  to = loop.length - 1,
  known = new Map<number, Cut>(),
): Cut {
  const part = from * loop.length + to;
  let best = known.get(part);
  if (best) return best;
  best = noCut;
  for (let tip = from + 1; tip < to; tip += 1) {
    const [before, after] = [largestCut(loop, from, tip, known), largestCut(loop, tip, to, known)];
    const corners = [loop[from], loop[tip], loop[to]] as [number, number, number];
    const area = before.area + after.area + areaOf(corners);
    if (area > best.area + roundingError)
      best = { area, triangles: [...before.triangles, ...corners, ...after.triangles] };
  }
  known.set(part, best);
  return best;
}

/** The middle of an edge of the unit cube. */
export function edgeMiddle(edge = 0): Vec3 {
  return [0, 1, 2].map((axis) => (edgeMiddles[3 * edge + axis] as number) / 2) as unknown as Vec3;
}

/** The area of a triangle as a vector along its normal. */
export function normalOf(a: Vec3, b: Vec3, c: Vec3): Vec3 {
  const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
  const [vx, vy, vz] = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  return [(uy * vz - uz * vy) / 2, (uz * vx - ux * vz) / 2, (ux * vy - uy * vx) / 2];
}

/** Twice the area of a triangle of edge middles, in half edges of the cube. */
function areaOf([a, b, c]: readonly [number, number, number]): number {
  const along = (edge: number, axis: number): number =>
    (edgeMiddles[3 * edge + axis] as number) - (edgeMiddles[3 * a + axis] as number);
  const x = along(b, 1) * along(c, 2) - along(b, 2) * along(c, 1);
  const y = along(b, 2) * along(c, 0) - along(b, 0) * along(c, 2);
  const z = along(b, 0) * along(c, 1) - along(b, 1) * along(c, 0);
  return Math.sqrt(x * x + y * y + z * z);
}

/**
 * Triangles of one of the 256 patterns of inside corners, as triples of edges. Made by walking the faces: on each
 * face the surface enters and leaves across edges; on an ambiguous face the inside corners are kept apart, the same
 * way on both cubes, so that the mesh closes. Lorensen WE, Cline HE 1987, doi:10.1145/37402.37422.
 */
export function trianglesOf(pattern: number): readonly number[] {
  return (cuts[pattern] ??= cutOf(pattern));
}

/** Of the patterns asked for so far: most bodies show a part of the 256 only. */
const cuts: (readonly number[] | undefined)[] = Array.from({ length: 256 }, () => undefined);
