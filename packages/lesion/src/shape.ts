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
 * line of vertices only the two ends can be farthest from anything; of those only the ones that with the farthest
 * from the middle could reach beyond what is found already, far ones first.
 */
function longest(mask: Uint8Array, { size, spacing }: Pick<Region, 'size' | 'spacing'>): number {
  const ends = endsOfLines(mask, size, spacing);
  const count = ends.length / 3;
  const middle = [0, 0, 0] as [number, number, number];
  for (let n = 0; n < ends.length; n += 1)
    middle[n % 3] = (middle[n % 3] as number) + (ends[n] as number) / count;
  const radius = distancesTo(ends, middle);
  const far = indexOfMost(radius);
  const fromFar = distancesTo(ends, pointAt(ends, far));
  let best = fromFar[indexOfMost(fromFar)] as number;
  const most = radius[far] as number;
  const order = Array.from(radius.keys())
    .filter((n) => (radius[n] as number) + most > best)
    .sort((a, b) => (radius[b] as number) - (radius[a] as number));
  for (const [n, a] of order.entries()) {
    const reach = radius[a] as number;
    if (2 * reach <= best) break;
    const [x, y, z] = pointAt(ends, a);
    for (let m = n + 1; m < order.length; m += 1) {
      const b = order[m] as number;
      if (reach + (radius[b] as number) <= best) break;
      const distance = Math.sqrt(
        (x - (ends[3 * b] as number)) ** 2 +
          (y - (ends[3 * b + 1] as number)) ** 2 +
          (z - (ends[3 * b + 2] as number)) ** 2,
      );
      if (distance > best) best = distance;
    }
  }
  return best;
}

const pointAt = (points: Float64Array, n: number): Vec3 => [
  points[3 * n] as number,
  points[3 * n + 1] as number,
  points[3 * n + 2] as number,
];

function distancesTo(points: Float64Array, [x, y, z]: Vec3): Float64Array {
  const distances = new Float64Array(points.length / 3);
  for (let n = 0; n < distances.length; n += 1)
    distances[n] = Math.sqrt(
      ((points[3 * n] as number) - x) ** 2 +
        ((points[3 * n + 1] as number) - y) ** 2 +
        ((points[3 * n + 2] as number) - z) ** 2,
    );
  return distances;
}

function indexOfMost(values: Float64Array): number {
  let most = 0;
  for (let n = 1; n < values.length; n += 1) if ((values[n] as number) > (values[most] as number)) most = n;
  return most;
}

/** Vertices at the two ends of each line of a mask, along i, j and k; x, y, z in mm in turn. */
function endsOfLines(mask: Uint8Array, [nx, ny, nz]: Index3, spacing: Vec3): Float64Array {
  const plane = nx * ny;
  const directions = [
    { along: 0, steps: [1, nx, plane], counts: [nx, ny, nz], others: [1, 2] },
    { along: 1, steps: [nx, 1, plane], counts: [ny, nx, nz], others: [0, 2] },
    { along: 2, steps: [plane, 1, nx], counts: [nz, nx, ny], others: [0, 1] },
  ] as const;
  const found = new Float64Array(6 * (nx * ny + nx * nz + ny * nz));
  let to = 0;
  for (const { along, steps, counts, others } of directions) {
    const [step, stepU, stepV] = steps;
    for (let v = 0; v < counts[2]; v += 1) {
      for (let u = 0; u < counts[1]; u += 1) {
        const base = u * stepU + v * stepV;
        let low = 0;
        while (low < counts[0] && !mask[base + low * step]) low += 1;
        if (low === counts[0]) continue;
        let high = counts[0] - 1;
        while (!mask[base + high * step]) high -= 1;
        found[to + along] = (low - 0.5) * spacing[along];
        found[to + 3 + along] = (high + 0.5) * spacing[along];
        found[to + others[0]] = found[to + 3 + others[0]] = u * spacing[others[0]];
        found[to + others[1]] = found[to + 3 + others[1]] = v * spacing[others[1]];
        to += 6;
      }
    }
  }
  return found.subarray(0, to);
}
