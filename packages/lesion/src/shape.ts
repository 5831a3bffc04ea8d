import type { Geometry, Vec3 } from '@calx/dicom';
import { boxOf, toPatient, type Index3, type Region } from './grid.ts';
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
    maxDiameter: longest(mask, region),
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

/**
 * Largest distance (mm) between vertices of a mask's mesh, which lie half way between set and unset neighbours. On a
 * line of vertices only the two ends can be farthest from anything, so only those are compared, far ones first.
 */
function longest(mask: Uint8Array, { size, spacing }: Pick<Region, 'size' | 'spacing'>): number {
  const ends = endsOfLines(mask, size, spacing);
  const count = ends.length / 3;
  const middle = [0, 1, 2].map((axis) => {
    let sum = 0;
    for (let n = axis; n < ends.length; n += 3) sum += ends[n] as number;
    return sum / count;
  });
  const away = Float64Array.from({ length: count }, (_, n) =>
    Math.hypot(...middle.map((x, axis) => (ends[3 * n + axis] as number) - x)),
  );
  const order = Array.from(away.keys()).sort((a, b) => (away[b] as number) - (away[a] as number));
  const sorted = Float64Array.from({ length: ends.length }, (_, n) => {
    return ends[3 * (order[Math.floor(n / 3)] as number) + (n % 3)] as number;
  });
  const radius = Float64Array.from(order, (n) => away[n] as number);
  let best = 0;
  for (let a = 0; a < count; a += 1) {
    const most = radius[a] as number;
    if (2 * most <= best) break;
    for (let b = a + 1; b < count && most + (radius[b] as number) > best; b += 1) {
      const x = (sorted[3 * a] as number) - (sorted[3 * b] as number);
      const y = (sorted[3 * a + 1] as number) - (sorted[3 * b + 1] as number);
      const z = (sorted[3 * a + 2] as number) - (sorted[3 * b + 2] as number);
      const squared = x * x + y * y + z * z;
      if (squared > best * best) best = Math.sqrt(squared);
    }
  }
  return best;
}

/** Vertices at the two ends of each line of a mask, along i, j and k; x, y, z in mm in turn. */
function endsOfLines(mask: Uint8Array, [nx, ny, nz]: Index3, spacing: Vec3): Float64Array {
  const found: number[] = [];
  const plane = nx * ny;
  const directions = [
    { along: 0, steps: [1, nx, plane], counts: [nx, ny, nz] },
    { along: 1, steps: [nx, 1, plane], counts: [ny, nx, nz] },
    { along: 2, steps: [plane, 1, nx], counts: [nz, nx, ny] },
  ] as const;
  for (const { along, steps, counts } of directions) {
    const others = [0, 1, 2].filter((axis) => axis !== along) as [number, number];
    for (let v = 0; v < counts[2]; v += 1) {
      for (let u = 0; u < counts[1]; u += 1) {
        const base = u * steps[1] + v * steps[2];
        let low = 0;
        while (low < counts[0] && !mask[base + low * steps[0]]) low += 1;
        if (low === counts[0]) continue;
        let high = counts[0] - 1;
        while (!mask[base + high * steps[0]]) high -= 1;
        for (const end of [low - 0.5, high + 0.5]) {
          const point = [0, 0, 0];
          point[along] = end * spacing[along];
          point[others[0]] = u * (spacing[others[0]] ?? 1);
          point[others[1]] = v * (spacing[others[1]] ?? 1);
          found.push(...point);
        }
      }
    }
  }
  return Float64Array.from(found);
}
