import type { Vec3 } from '@calx/dicom';
import { KdTree } from './kd-tree.ts';
import type { Pause } from './pause.ts';
import { placesBetween } from './pause.ts';
import type { CtRules } from './rules.ts';

/** Places that lie midway between two surfaces, connected, mm along the volume's axes. */
export type Space = readonly Vec3[];

/** A place of a surface with the nearest one of another surface, and how far off the way back from there ends. */
interface Pair {
  readonly from: Vec3;
  readonly way: Vec3;
  readonly off: Vec3;
}

/**
 * The spaces between two surfaces where they face each other: no farther than `joint.width` apart, each of two places
 * the other's nearest to `joint.facing` mm. Places on a surface are known at its voxels only, which leads the way there
 * and back astray by up to one, now to this side and now to that; the mean over the pairs within `joint.facing` is not.
 */
export function spacesBetween(
  one: readonly Vec3[],
  other: readonly Vec3[],
  { width, facing }: CtRules['joint'],
  pause: Pause,
): Space[] {
  const [first, second] = [new KdTree(one), new KdTree(other)];
  const pairs: Pair[] = [];
  one.forEach((from, n) => {
    if (n % placesBetween === 0) pause();
    const to = second.nearest(from, width)?.point;
    const back = to && first.nearest(to, width)?.point;
    if (!to || !back) return;
    const off = between(from, back);
    if (Math.hypot(...off) <= 2 * facing) pairs.push({ from, way: between(from, to), off });
  });
  const cells = new Cells(pairs, ({ from }) => from, facing);
  const middles: Vec3[] = [];
  pairs.forEach(({ from }, n) => {
    if (n % 1024 === 0) pause();
    const [off, way] = [new Mean(), new Mean()];
    cells.eachAbout(from, (pair) => {
      if (distance(pair.from, from) > facing) return;
      off.add(pair.off);
      way.add(pair.way);
    });
    if (Math.hypot(...off.value()) > facing) return;
    const [x, y, z] = way.value();
    middles.push([from[0] + x / 2, from[1] + y / 2, from[2] + z / 2]);
  });
  return connected(middles, facing);
}

/** Points in groups: those in cells of `edge` mm that touch belong to one. */
function connected(points: readonly Vec3[], edge: number): Space[] {
  const cells = new Cells(points, (point) => point, edge);
  const seen = new Set<Vec3>();
  const groups: Space[] = [];
  for (const start of points) {
    if (seen.has(start)) continue;
    const group = [start];
    seen.add(start);
    for (const member of group)
      cells.eachAbout(member, (point) => {
        if (seen.has(point)) return;
        seen.add(point);
        group.push(point);
      });
    groups.push(group);
  }
  return groups;
}

/** Cubes along an axis, from the one at minus half of it: more than any image has. */
const cubes = 2 ** 14;

/** Things by the cube of space that they lie in. */
class Cells<T> {
  readonly #edge: number;
  readonly #cells = new Map<number, T[]>();

  constructor(things: readonly T[], placeOf: (thing: T) => Vec3, edge: number) {
    this.#edge = edge;
    for (const thing of things) {
      const [x, y, z] = placeOf(thing);
      const key = keyOf(this.#cube(x), this.#cube(y), this.#cube(z));
      const cell = this.#cells.get(key);
      if (cell) cell.push(thing);
      else this.#cells.set(key, [thing]);
    }
  }

  /** Visits all in the cube of a place and in the 26 about it. */
  eachAbout([x, y, z]: Vec3, visit: (thing: T) => void): void {
    const [i, j, k] = [this.#cube(x), this.#cube(y), this.#cube(z)];
    for (let c = k - 1; c <= k + 1; c += 1)
      for (let b = j - 1; b <= j + 1; b += 1)
        for (let a = i - 1; a <= i + 1; a += 1) this.#cells.get(keyOf(a, b, c))?.forEach(visit);
  }

  #cube(mm: number): number {
    return Math.floor(mm / this.#edge);
  }
}

const keyOf = (i: number, j: number, k: number): number => i + cubes * (j + cubes * k);

const between = (a: Vec3, b: Vec3): Vec3 => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];

/** `Math.hypot` takes many times as long, and this is asked for millions of pairs. */
const distance = (a: Vec3, b: Vec3): number =>
  Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);

/** The mean of vectors as they come. */
class Mean {
  #sum: Vec3 = [0, 0, 0];
  #count = 0;

  add([x, y, z]: Vec3): void {
    this.#sum = [this.#sum[0] + x, this.#sum[1] + y, this.#sum[2] + z];
    this.#count += 1;
  }

  value(): Vec3 {
    return [this.#sum[0] / this.#count, this.#sum[1] / this.#count, this.#sum[2] / this.#count];
  }
}
