import type { Vec3 } from '@calx/dicom';

/** Points in cubes of a given edge (mm), for the nearest one to a place. */
export class PointBuckets {
  readonly #edge: number;
  readonly #buckets = new Map<string, Vec3[]>();
  readonly #first: Vec3;
  readonly #last: Vec3;

  constructor(points: readonly Vec3[], edge: number) {
    this.#edge = edge;
    const first: [number, number, number] = [Infinity, Infinity, Infinity];
    const last: [number, number, number] = [-Infinity, -Infinity, -Infinity];
    for (const point of points) {
      const cube = this.#cubeOf(point);
      for (const axis of [0, 1, 2] as const) {
        first[axis] = Math.min(first[axis], cube[axis]);
        last[axis] = Math.max(last[axis], cube[axis]);
      }
      const key = cube.join();
      const bucket = this.#buckets.get(key);
      if (bucket) bucket.push(point);
      else this.#buckets.set(key, [point]);
    }
    this.#first = first;
    this.#last = last;
  }

  /** The nearest point nearer than `within` mm; null without one. */
  nearest([x, y, z]: Vec3, within: number): { readonly point: Vec3; readonly distance: number } | null {
    const [i, j, k] = this.#cubeOf([x, y, z]);
    let best: { readonly point: Vec3; readonly distance: number } | null = null;
    let least = within;
    const rings = Math.max(
      ...[i, j, k].flatMap((at, axis) => [at - (this.#first[axis] ?? 0), (this.#last[axis] ?? 0) - at]),
    );
    for (let ring = 0; ring <= rings && (ring - 1) * this.#edge < least; ring += 1) {
      for (let c = k - ring; c <= k + ring; c += 1)
        for (let b = j - ring; b <= j + ring; b += 1)
          for (let a = i - ring; a <= i + ring; a += 1) {
            if (Math.max(Math.abs(a - i), Math.abs(b - j), Math.abs(c - k)) !== ring) continue;
            for (const point of this.#buckets.get(`${a},${b},${c}`) ?? []) {
              const distance = Math.hypot(point[0] - x, point[1] - y, point[2] - z);
              if (distance >= least) continue;
              least = distance;
              best = { point, distance };
            }
          }
    }
    return best;
  }

  #cubeOf([x, y, z]: Vec3): Vec3 {
    return [Math.floor(x / this.#edge), Math.floor(y / this.#edge), Math.floor(z / this.#edge)];
  }
}
