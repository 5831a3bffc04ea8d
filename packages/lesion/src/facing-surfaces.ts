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
    const about = cells.about(from).filter((pair) => Math.hypot(...between(pair.from, from)) <= facing);
    if (Math.hypot(...mean(about.map(({ off }) => off))) > facing) return;
    const way = mean(about.map((pair) => pair.way));
    middles.push([from[0] + way[0] / 2, from[1] + way[1] / 2, from[2] + way[2] / 2]);
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
      for (const point of cells.about(member)) {
        if (seen.has(point)) continue;
        seen.add(point);
        group.push(point);
      }
    groups.push(group);
  }
  return groups;
}

/** Things by the cube of space that they lie in. */
class Cells<T> {
  readonly #edge: number;
  readonly #cells = new Map<string, T[]>();

  constructor(things: readonly T[], placeOf: (thing: T) => Vec3, edge: number) {
    this.#edge = edge;
    for (const thing of things) {
      const key = this.#cubeOf(placeOf(thing)).join();
      const cell = this.#cells.get(key);
      if (cell) cell.push(thing);
      else this.#cells.set(key, [thing]);
    }
  }

  /** All in the cube of a place and in the 26 about it. */
  about(place: Vec3): T[] {
    const [i, j, k] = this.#cubeOf(place);
    const found: T[] = [];
    for (let c = k - 1; c <= k + 1; c += 1)
      for (let b = j - 1; b <= j + 1; b += 1)
        for (let a = i - 1; a <= i + 1; a += 1) found.push(...(this.#cells.get(`${a},${b},${c}`) ?? []));
    return found;
  }

  #cubeOf([x, y, z]: Vec3): Vec3 {
    return [Math.floor(x / this.#edge), Math.floor(y / this.#edge), Math.floor(z / this.#edge)];
  }
}

const between = (a: Vec3, b: Vec3): Vec3 => [b[0] - a[0], b[1] - a[1], b[2] - a[2]];

function mean(vectors: readonly Vec3[]): Vec3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const [x, y, z] of vectors) {
    sum[0] += x;
    sum[1] += y;
    sum[2] += z;
  }
  return [sum[0] / vectors.length, sum[1] / vectors.length, sum[2] / vectors.length];
}
