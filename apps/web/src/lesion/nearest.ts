import type { Vec3 } from '@calx/dicom';

/** The shortest way between mineral and bone as a slice shows it. */

export const middleOf = ([a, b]: readonly [Vec3, Vec3]): Vec3 => [
  (a[0] + b[0]) / 2,
  (a[1] + b[1]) / 2,
  (a[2] + b[2]) / 2,
];

/** A slice: a point in it, its normal of length 1, and how far from it a point still belongs to it, mm. */
export interface Slab {
  readonly at: Vec3;
  readonly normal: Vec3;
  readonly reach: number;
}

/** The part of the way that lies in a slice; undefined where all of it lies in others. */
export function partInSlab(
  [a, b]: readonly [Vec3, Vec3],
  { at, normal, reach }: Slab,
): readonly [Vec3, Vec3] | undefined {
  const off = (point: Vec3): number =>
    point.reduce((sum, value, axis) => sum + (value - (at[axis] ?? 0)) * (normal[axis] ?? 0), 0);
  const [from, to] = [off(a), off(b)];
  const along = (share: number): Vec3 => [
    a[0] + share * (b[0] - a[0]),
    a[1] + share * (b[1] - a[1]),
    a[2] + share * (b[2] - a[2]),
  ];
  if (from === to) return Math.abs(from) <= reach ? [a, b] : undefined;
  const [enter, leave] = [(-reach - from) / (to - from), (reach - from) / (to - from)].sort((x, y) => x - y);
  const start = Math.max(0, enter ?? 0);
  const end = Math.min(1, leave ?? 1);
  return start <= end ? [along(start), along(end)] : undefined;
}
