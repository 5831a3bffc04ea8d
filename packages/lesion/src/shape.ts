import type { Geometry, Vec3 } from '@calx/dicom';
import { eachSet, toPatient, type Region } from './grid.ts';
import { meshArea, meshOf, meshVolume, type Mesh } from './marching-cubes.ts';

export interface Shape {
  /** Corners in LPS mm: least and greatest x, y, z of the voxels' outer faces. */
  readonly boundingBox: readonly [Vec3, Vec3];
  /** mm; IBSI L0JK, between vertices of the mesh. */
  readonly maxDiameter: number;
  /** mm2; IBSI C0JK. */
  readonly surface: number;
  /** IBSI QCFX. */
  readonly sphericity: number;
  /** mm3 enclosed by the mesh; IBSI RNU0. */
  readonly meshVolume: number;
  readonly mesh: Mesh;
}

/** Extent and surface of a mask within a region of a volume. */
export function shapeOf(mask: Uint8Array, region: Region, geometry: Geometry): Shape {
  const mesh = meshOf(mask, region.size, region.spacing);
  const surface = meshArea(mesh);
  const enclosed = meshVolume(mesh);
  return {
    boundingBox: boundingBox(mask, region, geometry),
    maxDiameter: longest(mesh),
    surface,
    sphericity: surface > 0 ? Math.cbrt(36 * Math.PI * enclosed * enclosed) / surface : 0,
    meshVolume: enclosed,
    mesh,
  };
}

function boundingBox(mask: Uint8Array, region: Region, geometry: Geometry): readonly [Vec3, Vec3] {
  const first = [Infinity, Infinity, Infinity];
  const last = [-1, -1, -1];
  eachSet(region.size, mask, (i, j, k) => {
    [i, j, k].forEach((value, axis) => {
      first[axis] = Math.min(first[axis] as number, value);
      last[axis] = Math.max(last[axis] as number, value);
    });
  });
  const corner = (ends: readonly number[], half: number): Vec3 =>
    toPatient(
      geometry,
      ends.map((value, axis) => value + (region.offset[axis] ?? 0) + half) as unknown as Vec3,
    );
  const [a, b] = [corner(first, -0.5), corner(last, 0.5)];
  return [
    [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.min(a[2], b[2])],
    [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.max(a[2], b[2])],
  ];
}

/** Directions for the pre-selection of far points: a fixed, even spread over the half sphere. */
const directions: readonly Vec3[] = Array.from({ length: 512 }, (_, n) => {
  const z = (n + 0.5) / 512;
  const angle = n * Math.PI * (3 - Math.sqrt(5));
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(angle), r * Math.sin(angle), z];
});
/** Meshes up to this many vertices are compared in full. */
const fullComparison = 3000;

/** Largest distance between vertices: exact for small meshes, else between the extreme vertices of many directions. */
function longest({ positions }: Mesh): number {
  const unique = new Map<string, Vec3>();
  for (let at = 0; at < positions.length; at += 3) {
    const point: Vec3 = [positions[at] as number, positions[at + 1] as number, positions[at + 2] as number];
    unique.set(point.join(), point);
  }
  let points = [...unique.values()];
  if (points.length > fullComparison) {
    const extreme = new Set<Vec3>();
    for (const [x, y, z] of directions) {
      let low = points[0] as Vec3;
      let high = low;
      const along = (p: Vec3): number => p[0] * x + p[1] * y + p[2] * z;
      for (const point of points) {
        if (along(point) < along(low)) low = point;
        if (along(point) > along(high)) high = point;
      }
      extreme.add(low).add(high);
    }
    points = [...extreme];
  }
  let squared = 0;
  points.forEach((a, n) => {
    for (let m = n + 1; m < points.length; m += 1) {
      const b = points[m] as Vec3;
      squared = Math.max(squared, (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
    }
  });
  return Math.sqrt(squared);
}
