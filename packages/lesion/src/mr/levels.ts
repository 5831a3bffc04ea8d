import type { Vec3 } from '@calx/dicom';
import { largestFlatPatch } from '../inner-structure.ts';
import type { MrRules } from './rules.ts';
import type { MaskedRegion, MrSequence } from './sequence.ts';
import { smoothed } from './region.ts';

/** Voxels of fluid above and of sediment below that make an interface. */
const runVoxels = 2;

/**
 * Fluid level on a T2 sequence: columns along gravity, side by side, in which bright fluid stands on darker sediment at
 * one height. Null where gravity is unknown or runs oblique to the voxels.
 */
export function levelIn(
  { volume, gravity }: MrSequence,
  { region, mask }: MaskedRegion,
  muscle: number,
  { level }: MrRules,
): boolean | null {
  const along = gravity && axisOf(volume.axes, gravity);
  if (!along) return null;
  const { size } = region;
  const values = smoothed(region);
  const steps = [1, size[0], size[0] * size[1]] as const;
  const [u, v] = [0, 1, 2].filter((axis) => axis !== along.axis) as [number, number];
  const [width, depth] = [size[u] as number, size[v] as number];
  const length = size[along.axis] as number;
  const step = (steps[along.axis] as number) * along.sign;
  const heights = new Float64Array(width * depth).fill(Number.NaN);
  const bright = level.fluid * muscle;
  for (let b = 0; b < depth; b += 1) {
    for (let a = 0; a < width; a += 1) {
      const base = a * (steps[u] as number) + b * (steps[v] as number);
      const start = along.sign > 0 ? base : base + (length - 1) * (steps[along.axis] as number);
      heights[a + width * b] = interfaceIn(values, mask, start, step, length, bright, level.sediment);
    }
  }
  return largestFlatPatch(heights, width, level) >= level.minColumns;
}

function axisOf(axes: readonly Vec3[], gravity: Vec3): { axis: number; sign: 1 | -1 } | null {
  const parts = axes.map((axis) => axis[0] * gravity[0] + axis[1] * gravity[1] + axis[2] * gravity[2]);
  const axis = parts.findIndex((part) => Math.abs(part) > 0.9);
  return axis < 0 ? null : { axis, sign: (parts[axis] as number) > 0 ? 1 : -1 };
}

/** Fractional place of the first step from fluid down to sediment along a column, or NaN. */
function interfaceIn(
  values: Float32Array,
  mask: Uint8Array,
  start: number,
  step: number,
  length: number,
  bright: number,
  sediment: number,
): number {
  for (let n = runVoxels + 1; n + runVoxels < length; n += 1) {
    const above = start + (n - 2) * step;
    const below = start + (n + 1) * step;
    if (!mask[above] || !mask[below] || !mask[above - step] || !mask[below + step]) continue;
    const fluid = values[above] as number;
    const floor = values[below] as number;
    if (fluid < bright || (values[above - step] as number) < bright || floor > sediment * fluid) continue;
    if ((values[below + step] as number) > sediment * fluid) continue;
    const middle = (values[start + (n - 1) * step] as number) + (values[start + n * step] as number);
    return n - 1 + (middle - 2 * floor) / (fluid - floor);
  }
  return Number.NaN;
}
