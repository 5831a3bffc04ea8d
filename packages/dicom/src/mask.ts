import { DicomError } from './errors.ts';
import type { Geometry, Vec3 } from './types.ts';
import { dot, subtract } from './vector.ts';

/** Voxels of a lesion on the grid of a volume: 1 inside, 0 outside, in the order of `Volume.data`. */
export interface Mask {
  readonly size: Vec3;
  readonly data: Uint8Array;
  /** How many are set. */
  readonly voxels: number;
}

/** A block of voxels with its own place: centre of (i, j, k) is origin + i*steps[0] + j*steps[1] + k*steps[2], LPS mm. */
export interface Block {
  readonly size: Vec3;
  readonly origin: Vec3;
  readonly steps: readonly [Vec3, Vec3, Vec3];
  readonly isSet: (index: number) => boolean;
}

/** Largest distance (voxels) between a mask's voxel and the grid's; `assumed`, above the rounding of written positions. */
const GRID_TOLERANCE = 0.05;

type Row = readonly [number, number, number, number];

/** Grid index = rows * (i, j, k, 1). */
function toGrid(block: Block, grid: Geometry): readonly [Row, Row, Row] {
  const row = (axis: 0 | 1 | 2): Row => {
    const along = (v: Vec3): number => dot(v, grid.axes[axis]) / grid.spacing[axis];
    return [...block.steps.map(along), along(subtract(block.origin, grid.origin))] as unknown as Row;
  };
  return [row(0), row(1), row(2)];
}

/** How far the exact map is from the whole-number one, at the farthest corner of the block. */
function misfit(exact: readonly Row[], whole: readonly Row[], size: Vec3): number {
  let worst = 0;
  for (const [r, row] of exact.entries()) {
    let error = Math.abs(row[3] - (whole[r]?.[3] ?? 0));
    for (const axis of [0, 1, 2] as const)
      error += Math.abs(row[axis] - (whole[r]?.[axis] ?? 0)) * (size[axis] - 1);
    worst = Math.max(worst, error);
  }
  return worst;
}

/**
 * Copies set voxels of a block to a mask on a grid, voxel to voxel: axes may be swapped or reversed and the
 * extent may differ, but nothing is interpolated. Returns how many set voxels fall outside the grid.
 * @throws DicomError `mask-grid` where the voxels do not coincide.
 */
export function copyToGrid(block: Block, grid: Geometry, out: Uint8Array, name: string): number {
  const exact = toGrid(block, grid);
  const whole = exact.map((row) => row.map(Math.round) as unknown as Row);
  const offset = misfit(exact, whole, block.size);
  if (!(offset <= GRID_TOLERANCE))
    throw new DicomError('mask-grid', { name, offset: Number(offset.toFixed(2)) });
  const [ni, nj, nk] = block.size;
  const [nx, ny, nz] = grid.size;
  const [a, b, c] = whole as unknown as readonly [Row, Row, Row];
  let outside = 0;
  for (let k = 0, index = 0; k < nk; k++) {
    for (let j = 0; j < nj; j++) {
      for (let i = 0; i < ni; i++, index++) {
        if (!block.isSet(index)) continue;
        const x = a[0] * i + a[1] * j + a[2] * k + a[3];
        const y = b[0] * i + b[1] * j + b[2] * k + b[3];
        const z = c[0] * i + c[1] * j + c[2] * k + c[3];
        if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) outside++;
        else out[x + nx * (y + ny * z)] = 1;
      }
    }
  }
  return outside;
}

/** @throws DicomError `segmentation-empty` where no voxel is set. */
export function finishMask(data: Uint8Array, grid: Geometry, name: string): Mask {
  let voxels = 0;
  for (const value of data) voxels += value;
  if (voxels === 0) throw new DicomError('segmentation-empty', { name });
  return { size: grid.size, data, voxels };
}

export function emptyMask(grid: Geometry): Uint8Array {
  return new Uint8Array(grid.size[0] * grid.size[1] * grid.size[2]);
}
