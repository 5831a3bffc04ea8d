import type { Geometry, Vec3 } from '@calx/dicom';
import { cutRegion, eachSet, toIndex, type Index3, type Region } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { LesionError } from './refusal.ts';

/** Half of space: the points p with (p - at) · normal >= 0; LPS mm, the normal of any length. */
export interface HalfSpace {
  readonly at: Vec3;
  readonly normal: Vec3;
}

/** A change of a grown lesion by hand. Kept as what was drawn, so that the same voxels come out again. */
export type LesionEdit =
  /** A ball drawn along a path (LPS mm): adds what is dense in it (bone too), or takes all of it away. */
  | { readonly kind: 'add' | 'erase'; readonly path: readonly Vec3[]; readonly radius: number }
  /** Keeps what lies in all of these half spaces: one is a cut, four are a box through the body. */
  | { readonly kind: 'keep'; readonly planes: readonly HalfSpace[] };

/** Voxels around what is drawn, as around what is grown. */
const marginVoxels = 12;

/**
 * The lesion after the edits, in their order.
 * @throws LesionError `nothingLeft`
 */
export function editLesion(land: Landscape, grown: GrownLesion, edits: readonly LesionEdit[]): GrownLesion {
  const { volume, threshold } = land;
  const region = roomFor(land, grown.region, edits);
  const mineral = new Uint8Array(region.values.length);
  const [nx, ny] = region.size;
  const shift = region.offset.map((offset, axis) => (grown.region.offset[axis] ?? 0) - offset);
  eachSet(grown.region.size, grown.mineral, (i, j, k) => {
    mineral[i + (shift[0] ?? 0) + nx * (j + (shift[1] ?? 0) + ny * (k + (shift[2] ?? 0)))] = 1;
  });
  for (const edit of edits) {
    if (edit.kind === 'keep') keepWithin(volume, region, mineral, edit.planes);
    else
      eachInStroke(volume, region, edit, (at) => {
        if (edit.kind === 'erase') mineral[at] = 0;
        else if ((region.values[at] as number) >= threshold) mineral[at] = 1;
      });
  }
  if (!mineral.includes(1)) throw new LesionError('nothingLeft');
  const bone = paintKinds(land, region, isBone);
  for (let at = 0; at < bone.length; at += 1) if (mineral[at]) bone[at] = 0;
  return { region, mineral, bone };
}

/** The region of the lesion, widened to what was drawn. */
function roomFor({ volume }: Landscape, { size, offset }: Region, edits: readonly LesionEdit[]): Region {
  const low = [...offset] as number[];
  const high = offset.map((value, axis) => value + (size[axis] ?? 1) - 1);
  for (const edit of edits) {
    if (edit.kind !== 'add') continue;
    for (const point of edit.path)
      toIndex(volume, point).forEach((value, axis) => {
        const reach = edit.radius / (volume.spacing[axis] ?? 1) + marginVoxels;
        low[axis] = Math.min(low[axis] ?? 0, value - reach);
        high[axis] = Math.max(high[axis] ?? 0, value + reach);
      });
  }
  return cutRegion(volume, low as unknown as Index3, high as unknown as Index3);
}

/** Place in mm along the axes of the grid, from its first voxel. */
function alongAxes(geometry: Geometry, point: Vec3): Vec3 {
  const [i, j, k] = toIndex(geometry, point);
  return [i * geometry.spacing[0], j * geometry.spacing[1], k * geometry.spacing[2]];
}

function keepWithin(
  geometry: Geometry,
  { size, offset, spacing }: Region,
  mineral: Uint8Array,
  planes: readonly HalfSpace[],
): void {
  const sides = planes.map(({ at, normal }) => {
    const turned = geometry.axes.map((axis) => dot(axis, normal)) as unknown as Vec3;
    return { turned, level: dot(alongAxes(geometry, at), turned) };
  });
  eachSet(size, mineral, (i, j, k, at) => {
    const place: Vec3 = [
      (i + offset[0]) * spacing[0],
      (j + offset[1]) * spacing[1],
      (k + offset[2]) * spacing[2],
    ];
    if (sides.some(({ turned, level }) => dot(place, turned) < level)) mineral[at] = 0;
  });
}

/** Visits the voxels whose centres lie within the radius of the path. */
function eachInStroke(
  geometry: Geometry,
  { size, offset, spacing }: Region,
  { path, radius }: { readonly path: readonly Vec3[]; readonly radius: number },
  visit: (at: number) => void,
): void {
  const places = path.map((point) => alongAxes(geometry, point));
  places.forEach((from, n) => {
    const to = places[n + 1] ?? (n === 0 ? from : undefined);
    if (!to) return;
    const bound = (axis: 0 | 1 | 2, end: 'low' | 'high'): number => {
      const edge =
        end === 'low' ? Math.min(from[axis], to[axis]) - radius : Math.max(from[axis], to[axis]) + radius;
      const index = (end === 'low' ? Math.ceil : Math.floor)(edge / spacing[axis]) - offset[axis];
      return Math.max(0, Math.min(size[axis] - 1, index));
    };
    for (let k = bound(2, 'low'); k <= bound(2, 'high'); k += 1)
      for (let j = bound(1, 'low'); j <= bound(1, 'high'); j += 1)
        for (let i = bound(0, 'low'); i <= bound(0, 'high'); i += 1) {
          const place: Vec3 = [
            (i + offset[0]) * spacing[0],
            (j + offset[1]) * spacing[1],
            (k + offset[2]) * spacing[2],
          ];
          if (distanceToSegment(place, from, to) <= radius) visit(i + size[0] * (j + size[1] * k));
        }
  });
}

function distanceToSegment(point: Vec3, from: Vec3, to: Vec3): number {
  const along = minus(to, from);
  const length = dot(along, along);
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, dot(minus(point, from), along) / length));
  return Math.hypot(
    point[0] - from[0] - share * along[0],
    point[1] - from[1] - share * along[1],
    point[2] - from[2] - share * along[2],
  );
}

const dot = (a: Vec3, b: Vec3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Vec3, b: Vec3): Vec3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
