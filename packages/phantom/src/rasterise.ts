import type { Geometry, Vec3 } from '@calx/dicom';
import { normal } from './random.ts';
import type { Layer, Part, Scene } from './scene.ts';
import { tissues } from './tissue.ts';

/** Voxels along the edge of a block. */
const block = 8;
/** Subdivisions of a voxel edge where a surface crosses it. */
const subdivisions = 4;

export interface Raster extends Geometry {
  /** Noise-free tissue mix: for each voxel the layer that fills it, or -1 where several do. */
  readonly pure: Int16Array;
  /** Parts of each mixed voxel: voxel index -> share by layer. */
  readonly mixed: ReadonlyMap<number, Float32Array>;
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
  const mixed = new Map<number, Float32Array>();
  const shares = new Float64Array(layers.length);
  const reach = Math.sqrt(sx * sx + sy * sy + sz * sz) / 2;
  const bones = layers.filter((layer) => layer.part === 'bone');
  const mineral = new Set(layers.flatMap((layer, i) => (layer.part === 'mineral' ? [i] : [])));
  let boneDistance = Number.POSITIVE_INFINITY;
  const toBone = (point: Vec3): void => {
    for (const bone of bones) boneDistance = Math.min(boneDistance, bone.solid.distance(point));
  };
  const crossing: number[] = [];
  const nearby: number[] = [];
  const all = layers.map((_, l) => layers.length - 1 - l);
  const fill = (i: number, j: number, k: number): void => {
    const index = i + nx * (j + ny * k);
    const [sole = 0, more] = nearby;
    const centre = pointOf(geometry, i, j, k);
    if (more === undefined) crossing.splice(0, crossing.length, sole);
    else candidates(layers, nearby, centre, reach, crossing);
    const [only = 0, second] = crossing;
    pure[index] = second === undefined ? only : -1;
    if (second === undefined) {
      shares[only] = (shares[only] ?? 0) + 1;
      return;
    }
    const background = crossing.length === 2 && crossing.every((l) => layers[l]?.part === 'other');
    const parts = background
      ? planarShares(layers, only, second, centre, reach)
      : mixedShares(layers, crossing, centre, geometry.spacing, (at, top) => {
          if (mineral.has(top)) toBone(at);
        });
    mixed.set(index, parts);
    for (const l of crossing) shares[l] = (shares[l] ?? 0) + (parts[l] ?? 0);
  };
  // Blocks first: most lie wholly in one layer, and the others see few layers.
  for (let k0 = 0; k0 < nz; k0 += block) {
    for (let j0 = 0; j0 < ny; j0 += block) {
      for (let i0 = 0; i0 < nx; i0 += block) {
        const half = (block - 1) / 2;
        candidates(layers, all, pointOf(geometry, i0 + half, j0 + half, k0 + half), reach * block, nearby);
        for (let k = k0; k < Math.min(nz, k0 + block); k += 1) {
          for (let j = j0; j < Math.min(ny, j0 + block); j += 1) {
            for (let i = i0; i < Math.min(nx, i0 + block); i += 1) fill(i, j, k);
          }
        }
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
    const distance = l === 0 ? Number.NEGATIVE_INFINITY : (layers[l]?.solid.distance(centre) ?? reach * 2);
    if (distance > reach) continue;
    into.push(l);
    if (distance < -reach) return;
  }
}

function topLayer(layers: readonly Layer[], crossing: readonly number[], point: Vec3): number {
  for (const l of crossing) if (l === 0 || (layers[l]?.solid.distance(point) ?? 1) < 0) return l;
  return crossing[crossing.length - 1] ?? 0;
}

/** Two background layers: shares as if the upper one's surface were a plane, which is enough where nothing is measured. */
function planarShares(
  layers: readonly Layer[],
  upper: number,
  lower: number,
  centre: Vec3,
  reach: number,
): Float32Array {
  const parts = new Float32Array(layers.length);
  const share = Math.min(1, Math.max(0, 0.5 - (layers[upper]?.solid.distance(centre) ?? 0) / (2 * reach)));
  parts[upper] = share;
  parts[lower] = 1 - share;
  return parts;
}

function mixedShares(
  layers: readonly Layer[],
  crossing: readonly number[],
  centre: Vec3,
  spacing: Vec3,
  seen: (point: Vec3, layer: number) => void,
): Float32Array {
  const parts = new Float32Array(layers.length);
  const share = 1 / subdivisions ** 3;
  const offset = (step: number, size: number): number => ((step + 0.5) / subdivisions - 0.5) * size;
  for (let c = 0; c < subdivisions; c += 1) {
    for (let b = 0; b < subdivisions; b += 1) {
      for (let a = 0; a < subdivisions; a += 1) {
        const point: Vec3 = [
          centre[0] + offset(a, spacing[0]),
          centre[1] + offset(b, spacing[1]),
          centre[2] + offset(c, spacing[2]),
        ];
        const top = topLayer(layers, crossing, point);
        seen(point, top);
        parts[top] = (parts[top] ?? 0) + share;
      }
    }
  }
  return parts;
}

/** A value for each voxel: the mean of its layers' values by share. */
export function paint(raster: Raster, valueOfLayer: readonly number[]): Float32Array {
  const { pure, mixed } = raster;
  const values = new Float32Array(pure.length);
  for (let index = 0; index < pure.length; index += 1) {
    const layer = pure[index] as number;
    if (layer >= 0) values[index] = valueOfLayer[layer] ?? 0;
  }
  for (const [index, parts] of mixed) {
    let value = 0;
    for (let l = 0; l < parts.length; l += 1) value += (parts[l] as number) * (valueOfLayer[l] ?? 0);
    values[index] = value;
  }
  return values;
}

/** CT numbers with blur in the plane and noise, rounded to whole HU as a scanner stores them. */
export function ctVolume(scene: Scene, raster: Raster): Int16Array {
  const ideal = paint(
    raster,
    scene.layers.map(({ tissue }) => tissues[tissue].hu),
  );
  const values = scene.blur > 0 ? blurInPlane(ideal, raster, scene.blur) : ideal;
  const next = normal(scene.seed);
  const stored = new Int16Array(values.length);
  for (let index = 0; index < stored.length; index += 1)
    stored[index] = Math.max(-1024, Math.round((values[index] as number) + scene.noise * next()));
  return stored;
}

/** Share of each voxel that is the given part: the true mask before any threshold. */
export function partShare(scene: Scene, raster: Raster, part: Part): Float32Array {
  return paint(
    raster,
    scene.layers.map((layer) => (layer.part === part ? 1 : 0)),
  );
}

/** Separable Gaussian of a full width at half maximum (mm) in the axial plane. */
export function blurInPlane(values: Float32Array, { size, spacing }: Geometry, fwhm: number): Float32Array {
  const [nx, ny, nz] = size;
  const rows = new Float32Array(values.length);
  const result = new Float32Array(values.length);
  const alongX = gaussian(fwhm / spacing[0]);
  const alongY = gaussian(fwhm / spacing[1]);
  const clamp = (value: number, most: number): number => Math.min(most, Math.max(0, value));
  const smooth = (
    from: Float32Array,
    to: Float32Array,
    kernel: readonly number[],
    vertical: boolean,
  ): void => {
    const radius = (kernel.length - 1) / 2;
    for (let k = 0, index = 0; k < nz; k += 1) {
      for (let j = 0; j < ny; j += 1) {
        for (let i = 0; i < nx; i += 1, index += 1) {
          let sum = 0;
          for (let d = -radius; d <= radius; d += 1) {
            const at = vertical ? clamp(j + d, ny - 1) * nx + i : j * nx + clamp(i + d, nx - 1);
            sum += (kernel[d + radius] ?? 0) * (from[k * nx * ny + at] ?? 0);
          }
          to[index] = sum;
        }
      }
    }
  };
  smooth(values, rows, alongX, false);
  smooth(rows, result, alongY, true);
  return result;
}

/** Normalised Gaussian weights for a full width at half maximum in pixels, out to three standard deviations. */
function gaussian(fwhmPixels: number): number[] {
  const sd = fwhmPixels / (2 * Math.sqrt(2 * Math.log(2)));
  const radius = Math.max(1, Math.ceil(3 * sd));
  const weights = Array.from({ length: 2 * radius + 1 }, (_, i) =>
    Math.exp(-((i - radius) ** 2) / (2 * sd * sd)),
  );
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}
