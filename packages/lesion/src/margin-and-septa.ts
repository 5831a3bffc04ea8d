import { eachSet, faceSteps, type Region } from './grid.ts';
import { closedBy, stepsWithin } from './near-surface.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { eachPlace } from './surface-places.ts';

/** Thin lucent gaps between the nodules of a lesion. */
export interface Septa {
  readonly present: boolean;
  /** Share of the mineral, its gaps closed, that the gaps take. */
  readonly share: number;
}

/**
 * Gaps narrower than `septa.width` within the mineral, found by closing it (dilation, then erosion by half the
 * width). Septa part nodules, so that a single nodule has none.
 */
export function septaOf(
  mineral: Uint8Array,
  bone: Uint8Array,
  { size, spacing }: Region,
  nodules: number,
  rules: CtRules,
  pause: Pause,
): Septa {
  const closed = closedBy(mineral, size, spacing, rules.septa.width / 2);
  pause();
  let whole = 0;
  let gaps = 0;
  eachSet(size, closed, (_i, _j, _k, at) => {
    if (bone[at]) return;
    whole += 1;
    if (!mineral[at]) gaps += 1;
  });
  const share = whole === 0 ? 0 : gaps / whole;
  return { present: nodules > 1 && share >= rules.septa.share, share };
}

/**
 * Mean fall of density across the mineral's outline, HU a mm, towards tissue other than bone; null without any.
 * `surface` are the places of the mineral's surface.
 */
export function marginSharpness(
  mineral: Uint8Array,
  bone: Uint8Array,
  surface: Int32Array,
  { size, spacing, values }: Region,
): number | null {
  const steps = faceSteps(size);
  let sum = 0;
  let count = 0;
  eachPlace(size, surface, (i, j, k, at) => {
    for (let n = 0; n < steps.length; n += 1) {
      const [a, b, c, step] = steps[n] as (typeof steps)[number];
      if (i + a < 0 || j + b < 0 || k + c < 0 || i + a >= size[0] || j + b >= size[1] || k + c >= size[2])
        continue;
      if (mineral[at + step] || bone[at + step]) continue;
      sum += ((values[at] as number) - (values[at + step] as number)) / (spacing[n >> 1] as number);
      count += 1;
    }
  });
  return count === 0 ? null : sum / count;
}

/** Voxel steps below the surface from which a voxel is not mixed with what lies around. */
const pureSteps = 1.5;
/** Voxels needed for a spread. */
const enough = 20;

/**
 * Standard deviation over mean of the mineral's inner voxels, which no other tissue thins; null where too few lie
 * deep enough.
 */
export function heterogeneityOf(mineral: Uint8Array, { size, values }: Region, pause: Pause): number | null {
  const within = stepsWithin(mineral, size);
  pause();
  let count = 0;
  let sum = 0;
  let squares = 0;
  eachSet(size, mineral, (_i, _j, _k, at) => {
    if ((within[at] as number) <= pureSteps * pureSteps) return;
    const value = values[at] as number;
    count += 1;
    sum += value;
    squares += value * value;
  });
  if (count < enough) return null;
  const mean = sum / count;
  return Math.sqrt(Math.max(0, squares / count - mean * mean)) / mean;
}
