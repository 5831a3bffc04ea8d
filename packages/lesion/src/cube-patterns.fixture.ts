import { edgeMiddles, edges } from './cube-patterns.ts';

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

/**
 * The triangles of a pattern, found by walking the faces: on each face the surface enters and leaves across edges; on
 * an ambiguous face the inside corners are kept apart.
 */
export function cutOf(pattern: number): readonly number[] {
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

/** Twice the area of a triangle of edge middles, in half edges of the cube. */
function areaOf([a, b, c]: readonly [number, number, number]): number {
  const along = (edge: number, axis: number): number =>
    (edgeMiddles[3 * edge + axis] as number) - (edgeMiddles[3 * a + axis] as number);
  const x = along(b, 1) * along(c, 2) - along(b, 2) * along(c, 1);
  const y = along(b, 2) * along(c, 0) - along(b, 0) * along(c, 2);
  const z = along(b, 0) * along(c, 1) - along(b, 1) * along(c, 0);
  return Math.sqrt(x * x + y * y + z * z);
}
