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
  const gaps = Float64Array.from(a, (x) => leastGap(x, b, spacing));
  // Nearest blocks first, so that the others are passed over.
  const order = Array.from(gaps.keys()).sort((x, y) => (gaps[x] as number) - (gaps[y] as number));
  let best = Infinity;
  for (const n of order) {
    if ((gaps[n] as number) >= best) break;
    const x = a[n] as Block;
    for (const y of b) if (blockGap(x, y, spacing) < best) best = Math.min(best, pointGap(x, y, spacing));
  }
  if (!Number.isFinite(best)) return [];
  const limit = Math.sqrt(best) + slack;
  const near = a.filter((_, n) => (gaps[n] as number) <= limit * limit);
  return pairsUpTo(limit, near, b, spacing);
}

function leastGap(block: Block, others: readonly Block[], spacing: Vec3): number {
  let least = Infinity;
  for (const other of others) {
    const gap = blockGap(block, other, spacing);
    if (gap < least) least = gap;
  }
  return least;
}

/** Squared gap between the boxes of two blocks, mm2. */
function blockGap({ first, last }: Block, other: Block, [sx, sy, sz]: Vec3): number {
  const x = Math.max(first[0] - other.last[0], other.first[0] - last[0], 0) * sx;
  const y = Math.max(first[1] - other.last[1], other.first[1] - last[1], 0) * sy;
  const z = Math.max(first[2] - other.last[2], other.first[2] - last[2], 0) * sz;
  return x * x + y * y + z * z;
}

/** Least squared distance between the points of two blocks, mm2. */
function pointGap({ points }: Block, other: Block, [sx, sy, sz]: Vec3): number {
  let best = Infinity;
  for (let p = 0; p < points.length; p += 3)
    for (let q = 0; q < other.points.length; q += 3) {
      const x = ((points[p] as number) - (other.points[q] as number)) * sx;
      const y = ((points[p + 1] as number) - (other.points[q + 1] as number)) * sy;
      const z = ((points[p + 2] as number) - (other.points[q + 2] as number)) * sz;
      const squared = x * x + y * y + z * z;
      if (squared < best) best = squared;
    }
  return best;
}

function pairsUpTo(limit: number, a: readonly Block[], b: readonly Block[], spacing: Vec3): Pair[] {
  const found: Pair[] = [];
  const [sx, sy, sz] = spacing;
  for (const x of a) {
    const near = b.filter((y) => blockGap(x, y, spacing) <= limit * limit);
    for (let p = 0; p < x.points.length; p += 3) {
      const from = pointAt(x.points, p);
      const single: Block = { points: [], first: [...from], last: [...from] };
      let own = limit;
      let pairs: Pair[] = [];
      for (const y of near) {
        if (blockGap(single, y, spacing) > (own + tie) ** 2) continue;
        for (let q = 0; q < y.points.length; q += 3) {
          const u = ((y.points[q] as number) - from[0]) * sx;
          const v = ((y.points[q + 1] as number) - from[1]) * sy;
          const w = ((y.points[q + 2] as number) - from[2]) * sz;
          const distance = Math.sqrt(u * u + v * v + w * w);
          if (distance > own + tie) continue;
          if (distance < own - tie) pairs = [];
          own = Math.min(own, distance);
          pairs.push({ from, to: pointAt(y.points, q), distance });
        }
      }
      const least = own;
      found.push(...pairs.filter(({ distance }) => distance <= least + tie));
    }
  }
  return found;
}

const pointAt = (points: readonly number[], p: number): Index3 => [
  points[p] as number,
  points[p + 1] as number,
  points[p + 2] as number,
];
