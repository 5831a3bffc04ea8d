import type { Vec3 } from '@calx/dicom';

type Axis = 0 | 1 | 2;

/** A stretch of so few points is looked through one by one. */
const LEAF = 8;

interface Query {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Squared distance of the nearest point so far, or the bound, mm2. */
  least: number;
  /** The nearest point so far; -1 without one. */
  found: number;
}

/**
 * Points in space for the nearest one to a place: halved across their longest side again and again (Bentley 1975,
 * doi:10.1145/361002.361007). The tree is the order of the points, where the middle of a stretch divides it.
 */
export class KdTree {
  /** x, y, z of each point, mm, in the tree's order. */
  readonly #at: Float64Array;
  /** The axis across which a stretch is divided, kept at its middle. */
  readonly #axes: Uint8Array;

  constructor(points: readonly Vec3[]) {
    this.#at = new Float64Array(3 * points.length);
    points.forEach((point, n) => {
      this.#at.set(point, 3 * n);
    });
    this.#axes = new Uint8Array(points.length);
    this.#divide(0, points.length);
  }

  /** The nearest point nearer than `within` mm; null without one. */
  nearest([x, y, z]: Vec3, within: number): { readonly point: Vec3; readonly distance: number } | null {
    const query: Query = { x, y, z, least: within * within, found: -1 };
    this.#search(query, 0, this.#axes.length);
    const { found, least } = query;
    if (found < 0) return null;
    return {
      point: [this.#of(found, 0), this.#of(found, 1), this.#of(found, 2)],
      distance: Math.sqrt(least),
    };
  }

  #search(query: Query, from: number, to: number): void {
    if (to - from <= LEAF) {
      for (let n = from; n < to; n += 1) this.#look(query, n);
      return;
    }
    const middle = (from + to) >> 1;
    const axis = this.#axes[middle] as Axis;
    const beyond = (axis === 0 ? query.x : axis === 1 ? query.y : query.z) - this.#of(middle, axis);
    if (beyond < 0) this.#search(query, from, middle);
    else this.#search(query, middle + 1, to);
    if (beyond * beyond >= query.least) return;
    this.#look(query, middle);
    if (beyond < 0) this.#search(query, middle + 1, to);
    else this.#search(query, from, middle);
  }

  #look(query: Query, n: number): void {
    const dx = this.#of(n, 0) - query.x;
    const dy = this.#of(n, 1) - query.y;
    const dz = this.#of(n, 2) - query.z;
    const square = dx * dx + dy * dy + dz * dz;
    if (square >= query.least) return;
    query.least = square;
    query.found = n;
  }

  #of(n: number, axis: Axis): number {
    return this.#at[3 * n + axis] as number;
  }

  #divide(from: number, to: number): void {
    if (to - from <= LEAF) return;
    const middle = (from + to) >> 1;
    const axis = this.#longestSide(from, to);
    this.#select(from, to - 1, middle, axis);
    this.#axes[middle] = axis;
    this.#divide(from, middle);
    this.#divide(middle + 1, to);
  }

  #longestSide(from: number, to: number): Axis {
    const lengths = ([0, 1, 2] as const).map((axis) => {
      let [low, high] = [Infinity, -Infinity];
      for (let n = from; n < to; n += 1) {
        low = Math.min(low, this.#of(n, axis));
        high = Math.max(high, this.#of(n, axis));
      }
      return high - low;
    });
    return lengths.indexOf(Math.max(...lengths)) as Axis;
  }

  /** Orders a stretch so that none before `rank` lies higher and none after it lower (Hoare's quickselect). */
  #select(first: number, last: number, rank: number, axis: Axis): void {
    let [left, right] = [first, last];
    while (left < right) {
      const pivot = this.#of((left + right) >> 1, axis);
      let [i, j] = [left, right];
      while (i <= j) {
        while (this.#of(i, axis) < pivot) i += 1;
        while (this.#of(j, axis) > pivot) j -= 1;
        if (i <= j) this.#swap(i++, j--);
      }
      if (rank <= j) right = j;
      else if (rank >= i) left = i;
      else return;
    }
  }

  #swap(one: number, other: number): void {
    const at = this.#at;
    for (let axis = 0; axis < 3; axis += 1) {
      const kept = at[3 * one + axis] as number;
      at[3 * one + axis] = at[3 * other + axis] as number;
      at[3 * other + axis] = kept;
    }
  }
}
