import type { Vec3 } from '@calx/dicom';
import type { HalfSpace, LesionEdit } from '@calx/lesion';
import type { EditTool } from '../images/pointerTools.ts';

/** What was drawn on a view as an edit of a lesion. */

/** A place on a view, CSS pixels from its upper left corner. */
export type Pixel = readonly [number, number];

/** How a view lies in the patient: where a pixel is, LPS mm. */
export type ToPatient = (pixel: Pixel) => Vec3;

/** Strokes are kept to a hundredth of a millimetre: far below a voxel, and short to store. */
const DIGITS = 100;
/** Points of a stroke nearer to each other than this share of its radius add nothing. */
const SPARSE = 0.25;

const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const cross = (a: Vec3, b: Vec3): Vec3 => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const scaled = (a: Vec3, by: number): Vec3 => [a[0] * by, a[1] * by, a[2] * by];
const unit = (a: Vec3): Vec3 => scaled(a, 1 / Math.max(Math.hypot(...a), Number.EPSILON));
const rounded = (a: Vec3, digits = DIGITS): Vec3 => [
  Math.round(a[0] * digits) / digits,
  Math.round(a[1] * digits) / digits,
  Math.round(a[2] * digits) / digits,
];
/** Normals need more digits than places. */
const direction = (a: Vec3): Vec3 => rounded(unit(a), DIGITS * DIGITS);

/** A drawn path as an edit; nothing where too little was drawn for it. */
export function editOf(
  tool: EditTool,
  drawn: readonly Pixel[],
  toPatient: ToPatient,
  { seed, radius }: { readonly seed: Vec3; readonly radius: number },
): LesionEdit | undefined {
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (!first || !last) return undefined;
  if (tool === 'brush' || tool === 'erase')
    return {
      kind: tool === 'brush' ? 'add' : 'erase',
      path: sparse(drawn.map(toPatient), SPARSE * radius).map((point) => rounded(point)),
      radius,
    };
  const planes = tool === 'cut' ? cutPlane(first, last, toPatient, seed) : boxPlanes(first, last, toPatient);
  return planes.length > 0 ? { kind: 'keep', planes } : undefined;
}

function sparse(path: readonly Vec3[], least: number): readonly Vec3[] {
  const kept: Vec3[] = [];
  path.forEach((point, n) => {
    const before = kept.at(-1);
    const ends = n === 0 || n === path.length - 1;
    if (ends || !before || Math.hypot(...minus(point, before)) >= least) kept.push(point);
  });
  return kept;
}

/** The plane through a line on the view, straight into it; the side of the clicked point stays. */
function cutPlane(from: Pixel, to: Pixel, toPatient: ToPatient, seed: Vec3): readonly HalfSpace[] {
  if (Math.hypot(to[0] - from[0], to[1] - from[1]) < 2) return [];
  const at = toPatient(from);
  const right = minus(toPatient([from[0] + 1, from[1]]), at);
  const down = minus(toPatient([from[0], from[1] + 1]), at);
  const normal = cross(minus(toPatient(to), at), cross(right, down));
  const towards = dot(minus(seed, at), normal) >= 0 ? normal : scaled(normal, -1);
  return [{ at: rounded(at), normal: direction(towards) }];
}

/** A rectangle on the view, straight into it. */
function boxPlanes(from: Pixel, to: Pixel, toPatient: ToPatient): readonly HalfSpace[] {
  const [left, right] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [top, bottom] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  if (right - left < 2 || bottom - top < 2) return [];
  const [a, b] = [toPatient([left, top]), toPatient([right, bottom])];
  const across = minus(toPatient([right, top]), a);
  const downwards = minus(toPatient([left, bottom]), a);
  const side = (at: Vec3, normal: Vec3): HalfSpace => ({ at: rounded(at), normal: direction(normal) });
  return [side(a, across), side(b, scaled(across, -1)), side(a, downwards), side(b, scaled(downwards, -1))];
}
