import type { Vec3 } from '@calx/dicom';

/** A line on a view, CSS pixels. */
export interface Line {
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

/** A plane: a point in it and its normal, LPS mm. */
export interface SlicePlane {
  readonly at: Vec3;
  readonly normal: Vec3;
}

/** Planes nearer to parallel than this (change of distance a pixel, as a share of the pixel) cut in no useful line. */
const PARALLEL = 0.05;

/**
 * Where another slice cuts a view: the straight line on which the pixels' places lie in its plane; undefined where the
 * planes are parallel or the line misses the view.
 */
export function cutOf(
  plane: SlicePlane,
  toPatient: (pixel: readonly [number, number]) => Vec3,
  width: number,
  height: number,
): Line | undefined {
  const distance = (pixel: readonly [number, number]): number =>
    toPatient(pixel).reduce(
      (sum, value, axis) => sum + (value - (plane.at[axis] ?? 0)) * (plane.normal[axis] ?? 0),
      0,
    );
  const zero = distance([0, 0]);
  const [right, down] = [distance([1, 0]) - zero, distance([0, 1]) - zero];
  const [a, b] = [toPatient([0, 0]), toPatient([1, 0])];
  const pixel = Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  if (Math.hypot(right, down) < PARALLEL * pixel) return undefined;
  const ends: (readonly [number, number])[] = [];
  if (Math.abs(down) > Math.abs(right))
    for (const x of [0, width]) ends.push([x, -(zero + right * x) / down]);
  else for (const y of [0, height]) ends.push([-(zero + down * y) / right, y]);
  const [from, to] = ends;
  if (!from || !to) return undefined;
  const outside =
    Math.max(from[0], to[0]) < 0 ||
    Math.min(from[0], to[0]) > width ||
    Math.max(from[1], to[1]) < 0 ||
    Math.min(from[1], to[1]) > height;
  return outside ? undefined : { from, to };
}
