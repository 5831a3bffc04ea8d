import type { Vec3 } from '@calx/dicom';
import type { Index3 } from './grid.ts';

/** Voxels along the edge of a block of points. */
const blockEdge = 8;
/** Difference (mm) below which two distances are one. */
const tie = 1e-3;

/** Points with their bounding box; i, j, k of each in turn. */
interface Block {
  readonly points: number[];
  readonly first: [number, number, number];
  readonly last: [number, number, number];
}

/** Points on a grid, kept in blocks so that far ones are passed over together. */
export class PointBlocks {
  private readonly byPlace = new Map<number, Block>();
  /** Of the point added last: the next one mostly lies in the same block. */
  private lastPlace = Number.NaN;
  private lastBlock: Block | undefined;

  add(i: number, j: number, k: number): void {
    const place =
      Math.floor(i / blockEdge) + 8192 * (Math.floor(j / blockEdge) + 8192 * Math.floor(k / blockEdge));
    const block = place === this.lastPlace ? this.lastBlock : this.byPlace.get(place);
    this.lastPlace = place;
    this.lastBlock = block;
    if (!block) {
      this.lastBlock = { points: [i, j, k], first: [i, j, k], last: [i, j, k] };
      this.byPlace.set(place, this.lastBlock);
      return;
    }
    block.points.push(i, j, k);
    const { first, last } = block;
    if (i < first[0]) first[0] = i;
    else if (i > last[0]) last[0] = i;
    if (j < first[1]) first[1] = j;
    else if (j > last[1]) last[1] = j;
    if (k < first[2]) first[2] = k;
    else if (k > last[2]) last[2] = k;
  }

  get blocks(): readonly Block[] {
    return [...this.byPlace.values()];
  }
}

export interface Pair {
  readonly from: Index3;
  readonly to: Index3;
  /** mm between centres. */
  readonly distance: number;
}

/**
 * The nearest pair of two sets of points, and for each point of the first within `slack` mm of that distance its own
 * nearest points of the second (all that tie). Empty when a set is.
 */
export function nearestPairs(one: PointBlocks, other: PointBlocks, spacing: Vec3, slack: number): Pair[] {
  const [a, b] = [one.blocks, other.blocks];
  if (b.length === 0) return [];
  const beside = a.map((block) => nearestTo(block, b, spacing));
  // Nearest blocks first, so that the others are passed over.
  const order = [...beside.keys()].sort((x, y) => gapOf(beside, x) - gapOf(beside, y));
  let best = Infinity;
  for (const n of order) {
    const { gap, block } = beside[n] as Beside;
    if (gap >= best) break;
    const x = a[n] as Block;
    best = Math.min(best, pointGap(x, block, spacing));
    for (const y of b) if (blockGap(x, y, spacing) < best) best = Math.min(best, pointGap(x, y, spacing));
  }
  if (!Number.isFinite(best)) return [];
  const limit = Math.sqrt(best) + slack;
  return a
    .filter((_, n) => gapOf(beside, n) <= limit * limit)
    .flatMap((block) => pairsUpTo(limit, block, b, spacing));
}

/** The block nearest to another and the squared gap between their boxes, mm2. */
interface Beside {
  readonly block: Block;
  readonly gap: number;
}

const gapOf = (beside: readonly Beside[], n: number): number => (beside[n] as Beside).gap;

function nearestTo(block: Block, others: readonly Block[], spacing: Vec3): Beside {
  let nearest = others[0] as Block;
  let gap = Infinity;
  for (const other of others) {
    const between = blockGap(block, other, spacing);
    if (between >= gap) continue;
    gap = between;
    nearest = other;
  }
  return { block: nearest, gap };
}

/** Squared gap between the boxes of two blocks, mm2. */
function blockGap({ first, last }: Block, other: Block, [sx, sy, sz]: Vec3): number {
  const x = Math.max(first[0] - other.last[0], other.first[0] - last[0], 0) * sx;
  const y = Math.max(first[1] - other.last[1], other.first[1] - last[1], 0) * sy;
  const z = Math.max(first[2] - other.last[2], other.first[2] - last[2], 0) * sz;
  return x * x + y * y + z * z;
}

/** Least squared distance between the points of two blocks, mm2. */
function pointGap({ points }: Block, other: Block, spacing: Vec3): number {
  let best = Infinity;
  for (let p = 0; p < points.length; p += 3) {
    const squared = leastSquare(points, p, other.points, spacing);
    if (squared < best) best = squared;
  }
  return best;
}

/** Least squared distance from one point to others, mm2. */
function leastSquare(points: readonly number[], p: number, others: readonly number[], spacing: Vec3): number {
  const [sx, sy, sz] = spacing;
  const [i, j, k] = [points[p] as number, points[p + 1] as number, points[p + 2] as number];
  let best = Infinity;
  for (let q = 0; q < others.length; q += 3) {
    const x = ((others[q] as number) - i) * sx;
    const y = ((others[q + 1] as number) - j) * sy;
    const z = ((others[q + 2] as number) - k) * sz;
    const squared = x * x + y * y + z * z;
    if (squared < best) best = squared;
  }
  return best;
}

/** For each point of a block its nearest points of others (all that tie), where they are no farther than `limit` mm. */
function pairsUpTo(limit: number, block: Block, others: readonly Block[], spacing: Vec3): Pair[] {
  const { points } = block;
  const found: Pair[] = [];
  const near = others.filter((other) => blockGap(block, other, spacing) <= limit * limit);
  for (let p = 0; p < points.length; p += 3) {
    let square = Infinity;
    for (const other of near) square = Math.min(square, leastSquare(points, p, other.points, spacing));
    const least = Math.sqrt(square);
    if (least <= limit + tie) addTies(found, points, p, near, Math.min(limit, least) + tie, spacing);
  }
  return found;
}

/** Adds the pairs of a point with those of the others that lie no farther than `most` mm. */
function addTies(
  found: Pair[],
  points: readonly number[],
  p: number,
  others: readonly Block[],
  most: number,
  [sx, sy, sz]: Vec3,
): void {
  const from = pointAt(points, p);
  for (const other of others)
    for (let q = 0; q < other.points.length; q += 3) {
      const x = ((other.points[q] as number) - from[0]) * sx;
      const y = ((other.points[q + 1] as number) - from[1]) * sy;
      const z = ((other.points[q + 2] as number) - from[2]) * sz;
      const distance = Math.sqrt(x * x + y * y + z * z);
      if (distance <= most) found.push({ from, to: pointAt(other.points, q), distance });
    }
}

const pointAt = (points: readonly number[], p: number): Index3 => [
  points[p] as number,
  points[p + 1] as number,
  points[p + 2] as number,
];
