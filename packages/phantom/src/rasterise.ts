import type { Geometry, Vec3 } from '@calx/dicom';
import { MixedVoxels } from './mixed-voxels.ts';
import type { Layer, Part, Scene } from './scene.ts';

/** Voxels along the edge of a block. */
const block = 8;
/** Subdivisions of a voxel edge where a surface crosses it. */
const subdivisions = 4;

export interface Raster extends Geometry {
  /** Noise-free tissue mix: for each voxel the layer that fills it, or -1 where several do. */
  readonly pure: Int16Array;
  /** The voxels in which several layers meet. */
  readonly mixed: MixedVoxels;
  /** Volume of each part, mm3, as visible (covered parts do not count). */
  readonly volume: Readonly<Record<Part, number>>;
  /** Shortest distance from visible mineral to the bone's surface, mm; null without one of them. */
  readonly boneDistance: number | null;
}

/** Fills the grid: exact inside and outside, subdivided where surfaces cross. */
export function rasterise(scene: Pick<Scene, 'geometry' | 'layers'>): Raster {
  const { geometry, layers } = scene;
  const [nx, ny, nz] = geometry.size;
  const [sx, sy, sz] = geometry.spacing;
  const pure = new Int16Array(nx * ny * nz);
  const mixed = new MixedVoxels(layers.length);
  const shares = new Float64Array(layers.length);
  const reach = Math.sqrt(sx * sx + sy * sy + sz * sz) / 2;
  const bones = layers.filter((layer) => layer.part === 'bone');
  const mineral = new Set(layers.flatMap((layer, i) => (layer.part === 'mineral' ? [i] : [])));
  let boneDistance = Number.POSITIVE_INFINITY;
  const toBone = (x: number, y: number, z: number): number => {
    let least = Number.POSITIVE_INFINITY;
    for (const bone of bones) least = Math.min(least, bone.solid.distance(x, y, z));
    return least;
  };
  const seen = (top: number, x: number, y: number, z: number): void => {
    if (mineral.has(top)) boneDistance = Math.min(boneDistance, toBone(x, y, z));
  };
  const unseen = (): void => undefined;
  const crossing: number[] = [];
  const nearby: number[] = [];
  const all = layers.map((_, l) => layers.length - 1 - l);
  const fill = (i: number, j: number, k: number): void => {
    const index = i + nx * (j + ny * k);
    const centre = pointOf(geometry, i, j, k);
    candidates(layers, nearby, centre, reach, crossing);
    const only = crossing[0] ?? 0;
    const second = crossing[1];
    pure[index] = second === undefined ? only : -1;
    if (second === undefined) {
      shares[only] = (shares[only] ?? 0) + 1;
      return;
    }
    const background = crossing.length === 2 && crossing.every((l) => layers[l]?.part === 'other');
    const parts = mixed.add(index);
    if (background) planarShares(layers, only, second, centre, reach, parts);
    else {
      // Only a voxel that may hold mineral nearer to bone than any before is looked at in parts.
      const nearer = crossing.some((l) => mineral.has(l)) && toBone(...centre) - reach < boneDistance;
      mixedShares(layers, crossing, centre, geometry.spacing, nearer ? seen : unseen, parts);
    }
    for (const l of crossing) shares[l] = (shares[l] ?? 0) + (parts[l] ?? 0);
  };
  // Blocks first: most lie wholly in one layer, and the others see few layers.
  for (let k0 = 0; k0 < nz; k0 += block) {
    for (let j0 = 0; j0 < ny; j0 += block) {
      for (let i0 = 0; i0 < nx; i0 += block) {
        const half = (block - 1) / 2;
        candidates(layers, all, pointOf(geometry, i0 + half, j0 + half, k0 + half), reach * block, nearby);
        const [i1, j1, k1] = [Math.min(nx, i0 + block), Math.min(ny, j0 + block), Math.min(nz, k0 + block)];
        if (nearby.length === 1) {
          const sole = nearby[0] ?? 0;
          for (let k = k0; k < k1; k += 1)
            for (let j = j0; j < j1; j += 1) {
              const row = nx * (j + ny * k);
              pure.fill(sole, row + i0, row + i1);
            }
          shares[sole] = (shares[sole] ?? 0) + (i1 - i0) * (j1 - j0) * (k1 - k0);
          continue;
        }
        for (let k = k0; k < k1; k += 1)
          for (let j = j0; j < j1; j += 1) for (let i = i0; i < i1; i += 1) fill(i, j, k);
      }
    }
  }
  const volume: Record<Part, number> = { mineral: 0, mass: 0, bone: 0, other: 0 };
  layers.forEach((layer, l) => (volume[layer.part] += (shares[l] ?? 0) * sx * sy * sz));
  volume.mass += volume.mineral;
  return {
    ...geometry,
    pure,
    mixed,
    volume,
    boneDistance: Number.isFinite(boneDistance) ? Math.max(0, boneDistance) : null,
  };
}

function pointOf({ origin, spacing }: Geometry, i: number, j: number, k: number): Vec3 {
  return [origin[0] + i * spacing[0], origin[1] + j * spacing[1], origin[2] + k * spacing[2]];
}

/**
 * The layers whose surfaces may cross the voxel, top first, ending with the one that fills it beneath. A single entry
 * means that the voxel is pure.
 */
function candidates(
  layers: readonly Layer[],
  among: readonly number[],
  centre: Vec3,
  reach: number,
  into: number[],
): void {
  into.length = 0;
  for (const l of among) {
    const distance =
      l === 0
        ? Number.NEGATIVE_INFINITY
        : (layers[l]?.solid.distance(centre[0], centre[1], centre[2]) ?? reach * 2);
    if (distance > reach) continue;
    into.push(l);
    if (distance < -reach) return;
  }
}

function topLayer(
  layers: readonly Layer[],
  crossing: readonly number[],
  x: number,
  y: number,
  z: number,
): number {
  for (const l of crossing) if (l === 0 || (layers[l]?.solid.distance(x, y, z) ?? 1) < 0) return l;
  return crossing[crossing.length - 1] ?? 0;
}

/** Two background layers: shares as if the upper one's surface were a plane, which is enough where nothing is measured. */
function planarShares(
  layers: readonly Layer[],
  upper: number,
  lower: number,
  centre: Vec3,
  reach: number,
  parts: Float32Array,
): void {
  const distance = layers[upper]?.solid.distance(centre[0], centre[1], centre[2]) ?? 0;
  const share = Math.min(1, Math.max(0, 0.5 - distance / (2 * reach)));
  parts[upper] = share;
  parts[lower] = 1 - share;
}

function mixedShares(
  layers: readonly Layer[],
  crossing: readonly number[],
  centre: Vec3,
  spacing: Vec3,
  seen: (layer: number, x: number, y: number, z: number) => void,
  parts: Float32Array,
): void {
  const share = 1 / subdivisions ** 3;
  const offset = (step: number, size: number): number => ((step + 0.5) / subdivisions - 0.5) * size;
  for (let c = 0; c < subdivisions; c += 1) {
    const z = centre[2] + offset(c, spacing[2]);
    for (let b = 0; b < subdivisions; b += 1) {
      const y = centre[1] + offset(b, spacing[1]);
      for (let a = 0; a < subdivisions; a += 1) {
        const x = centre[0] + offset(a, spacing[0]);
        const top = topLayer(layers, crossing, x, y, z);
        seen(top, x, y, z);
        parts[top] = (parts[top] ?? 0) + share;
      }
    }
  }
}

/** A value for each voxel: the mean of its layers' values by share. */
export function paint(raster: Raster, valueOfLayer: readonly number[]): Float32Array {
  const { pure, mixed } = raster;
  const values = new Float32Array(pure.length);
  for (let index = 0; index < pure.length; index += 1) {
    const layer = pure[index] as number;
    if (layer >= 0) values[index] = valueOfLayer[layer] ?? 0;
  }
  mixed.paint(valueOfLayer, values);
  return values;
}

/** Share of each voxel that is the given part: the true mask before any threshold. */
export function partShare(scene: Scene, raster: Raster, part: Part): Float32Array {
  return paint(
    raster,
    scene.layers.map((layer) => (layer.part === part ? 1 : 0)),
  );
}
