import type { Geometry, Vec3 } from '@calx/dicom';
import { maxDiameterOf } from './diameter.ts';
import { boxOf, toPatient, type Region } from './grid.ts';
import { measureSurface } from './marching-cubes.ts';

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
}

/** Extent and surface of a mask within a region of a volume. */
export function shapeOf(mask: Uint8Array, region: Region, geometry: Geometry): Shape {
  const { area: surface, volume: enclosed } = measureSurface(mask, region.size, region.spacing);
  return {
    boundingBox: boundingBox(mask, region, geometry),
    maxDiameter: maxDiameterOf(mask, region),
    surface,
    sphericity: surface > 0 ? Math.cbrt(36 * Math.PI * enclosed * enclosed) / surface : 0,
    meshVolume: enclosed,
  };
}

function boundingBox(mask: Uint8Array, region: Region, geometry: Geometry): readonly [Vec3, Vec3] {
  const { first, last } = boxOf(mask, region.size);
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
