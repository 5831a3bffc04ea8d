import type { Vec3 } from '@calx/dicom';

export type Plane = 'axial' | 'coronal' | 'sagittal' | 'acquisition';

/** Letters of the patient directions, LPS: towards +x is L, +y is P, +z is H (head). PS3.3 C.7.6.1.1.1. */
const LETTERS = [
  ['R', 'L'],
  ['A', 'P'],
  ['F', 'H'],
] as const;

/** Below this share of the largest component a direction adds no letter. */
const SIGNIFICANT = 0.3;

/** The letters of a direction, strongest first: (0.9, 0.4, 0) is `LP`. */
export function directionLetters(direction: Vec3): string {
  const parts = direction
    .map((value, axis) => ({ size: Math.abs(value), letter: LETTERS[axis]?.[value > 0 ? 1 : 0] ?? '' }))
    .sort((a, b) => b.size - a.size);
  const largest = parts[0]?.size ?? 0;
  return parts
    .filter(({ size }) => size > 0 && size >= SIGNIFICANT * largest)
    .map(({ letter }) => letter)
    .join('');
}

/** Letters at the four edges of a view, from its up direction and the normal towards the viewer. */
export function edgeLetters(
  up: Vec3,
  normal: Vec3,
): { up: string; down: string; left: string; right: string } {
  const right: Vec3 = [
    up[1] * normal[2] - up[2] * normal[1],
    up[2] * normal[0] - up[0] * normal[2],
    up[0] * normal[1] - up[1] * normal[0],
  ];
  const minus = ([x, y, z]: Vec3): Vec3 => [-x, -y, -z];
  return {
    up: directionLetters(up),
    down: directionLetters(minus(up)),
    right: directionLetters(right),
    left: directionLetters(minus(right)),
  };
}
