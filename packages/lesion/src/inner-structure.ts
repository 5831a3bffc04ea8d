import type { Vec3 } from '@calx/dicom';
import { depthWithin } from './distance-transform.ts';
import { boxOf, countSet, eachSet, type Index3, type Region } from './grid.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { median } from './volume-estimate.ts';

export type Zonality = 'rim' | 'centre' | 'none';

/**
 * The lesion with what its mineral encloses: in each of the three directions of cutting, what can't be reached from
 * the slice's edge without crossing mineral. A voxel belongs to it when two of the three directions say so.
 */
export function enclosedBy(mineral: Uint8Array, size: Index3, pause: Pause): Uint8Array {
  const { first, last } = boxOf(mineral, size);
  if (last[0] < 0) return mineral.slice();
  const [nx, ny] = size;
  const steps = [1, nx, nx * ny];
  const from = first[0] + nx * (first[1] + ny * first[2]);
  const along = first.map((x, axis) => ({
    count: (last[axis] as number) - x + 1,
    step: steps[axis] as number,
  })) as unknown as readonly [Along, Along, Along];
  const votes = new Uint8Array(mineral.length);
  for (const [u, v, w] of [
    [0, 1, 2],
    [0, 2, 1],
    [1, 2, 0],
  ] as const) {
    const cells = (along[u].count + 2) * (along[v].count + 2);
    const work = { closed: new Uint8Array(cells), stack: new Int32Array(cells) };
    for (let n = 0; n < along[w].count; n += 1) {
      pause();
      addEnclosed(mineral, votes, from + n * along[w].step, along[u], along[v], work);
    }
  }
  const body = mineral.slice();
  for (let at = 0; at < votes.length; at += 1) if ((votes[at] as number) >= 2) body[at] = 1;
  return body;
}

/** The places of a box along one axis. */
interface Along {
  readonly count: number;
  /** Between two places. */
  readonly step: number;
}

/**
 * Floods a slice of the mineral's box from without; what stays dry and is no mineral gets a vote. The slice is copied
 * with a ring about it that counts as reached, so that no place needs asking where it lies.
 */
function addEnclosed(
  mineral: Uint8Array,
  votes: Uint8Array,
  from: number,
  { count: width, step: stepU }: Along,
  { count: height, step: stepV }: Along,
  { closed, stack }: { readonly closed: Uint8Array; readonly stack: Int32Array },
): void {
  const row = width + 2;
  // 1: reached or mineral, so not to be visited.
  closed.fill(1);
  for (let v = 0, at = row + 1; v < height; v += 1, at += 2)
    for (let u = 0, voxel = from + v * stepV; u < width; u += 1, at += 1, voxel += stepU)
      closed[at] = mineral[voxel] as number;
  let top = 0;
  for (let v = 0, line = row; v < height; v += 1, line += row) {
    const step = v === 0 || v === height - 1 ? 1 : Math.max(1, width - 1);
    for (let at = line + 1; at <= line + width; at += step) {
      if (closed[at]) continue;
      closed[at] = 1;
      stack[top++] = at;
    }
  }
  while (top > 0) {
    top -= 1;
    const at = stack[top] as number;
    if (!closed[at - 1]) {
      closed[at - 1] = 1;
      stack[top++] = at - 1;
    }
    if (!closed[at + 1]) {
      closed[at + 1] = 1;
      stack[top++] = at + 1;
    }
    if (!closed[at - row]) {
      closed[at - row] = 1;
      stack[top++] = at - row;
    }
    if (!closed[at + row]) {
      closed[at + row] = 1;
      stack[top++] = at + row;
    }
  }
  for (let at = closed.indexOf(0); at >= 0; at = closed.indexOf(0, at)) {
    const v = Math.floor(at / row);
    let voxel = from + (at - row * v - 1) * stepU + (v - 1) * stepV;
    for (; !closed[at]; at += 1, voxel += stepU) votes[voxel] = (votes[voxel] as number) + 1;
  }
}

/**
 * Whether the mineral lies at the rim or in the centre of a body: what mineral encloses, or the whole mass. Mineral
 * alone is always thinned at its surface by partial volume, so that a centre shows only in a whole mass.
 */
export function zonalityOf(
  mineral: Uint8Array,
  body: Uint8Array,
  region: Region,
  rules: CtRules,
  wholeMass: boolean,
  pause: Pause,
): Zonality {
  const mineralised = countSet(mineral);
  const hollow = 1 - mineralised / countSet(body);
  if (hollow <= rules.zonality.hollowShare) return 'none';
  const depth = depthWithin(body, region.size, region.spacing, pause);
  let most = 0;
  for (let at = 0; at < depth.length; at += 1) if (body[at]) most = Math.max(most, depth[at] as number);
  const rim = { sum: 0, count: 0, mineral: 0 };
  const core = { sum: 0, count: 0, mineral: 0 };
  for (let at = 0; at < depth.length; at += 1) {
    if (!body[at]) continue;
    const share = (depth[at] as number) / most;
    const part = share <= 1 / 3 ? rim : share >= 1 / 2 ? core : null;
    if (!part) continue;
    part.sum += region.values[at] as number;
    part.count += 1;
    if (mineral[at]) part.mineral += 1;
  }
  if (rim.count === 0 || core.count === 0) return 'none';
  const difference = rim.sum / rim.count - core.sum / core.count;
  if (difference > rules.zonality.difference) return 'rim';
  const central =
    wholeMass &&
    1 - hollow <= rules.zonality.centreShare &&
    rim.mineral <= rules.zonality.outerShare * mineralised &&
    spreadWithin(mineral, body, region) <= rules.zonality.centreSpread;
  return central ? 'centre' : 'none';
}

/**
 * Root mean square distance of the mineral from the middle of a body, over that of the body itself: 0 for a speck in
 * the middle, 1 for mineral strewn through all of it, as loose bodies are through a joint.
 */
function spreadWithin(mineral: Uint8Array, body: Uint8Array, { size, spacing }: Region): number {
  const middle = [0, 0, 0];
  let count = 0;
  const mm = (place: Index3): Index3 => place.map((x, axis) => x * (spacing[axis] ?? 1)) as unknown as Index3;
  eachSet(size, body, (i, j, k) => {
    count += 1;
    mm([i, j, k]).forEach((x, axis) => (middle[axis] = (middle[axis] ?? 0) + x));
  });
  const meanSquare = (mask: Uint8Array): number => {
    let sum = 0;
    eachSet(size, mask, (i, j, k) => {
      sum += mm([i, j, k]).reduce((total, x, axis) => total + (x - (middle[axis] ?? 0) / count) ** 2, 0);
    });
    return sum / countSet(mask);
  };
  return Math.sqrt(meanSquare(mineral) / meanSquare(body));
}

/**
 * Fluid-calcium level: in many columns along gravity that lie side by side, fluid stands on dense sediment at the
 * same height. `gravity` is the unit vector along which things fall, in index axes (+j for a supine patient whose
 * rows run from front to back).
 */
export function hasFluidLevel(
  mineral: Uint8Array,
  body: Uint8Array,
  region: Region,
  gravity: Vec3,
  rules: CtRules,
): boolean {
  const axis = gravity.findIndex((part) => Math.abs(part) > 0.9);
  if (axis < 0) return false;
  const down = Math.sign(gravity[axis] ?? 1);
  const { size, values } = region;
  const steps = [1, size[0], size[0] * size[1]];
  const [u, v] = [0, 1, 2].filter((other) => other !== axis) as [number, number];
  const along = steps[axis] as number;
  const length = size[axis] as number;
  const width = size[u] as number;
  const heights = new Float64Array(width * (size[v] as number)).fill(Number.NaN);
  for (let b = 0; b < (size[v] as number); b += 1) {
    for (let a = 0; a < width; a += 1) {
      const base = a * (steps[u] as number) + b * (steps[v] as number);
      const start = down > 0 ? base : base + (length - 1) * along;
      heights[a + width * b] = interfaceHeight(values, mineral, body, start, down * along, length, rules);
    }
  }
  return largestFlatPatch(heights, width, rules.level) >= rules.level.minColumns;
}

/** Voxels of fluid above and of sediment below that make an interface. */
const runVoxels = 2;

/** Fractional position of the first step from fluid to sediment along a column, or NaN. */
function interfaceHeight(
  values: Region['values'],
  mineral: Uint8Array,
  body: Uint8Array,
  start: number,
  step: number,
  length: number,
  rules: CtRules,
): number {
  for (let n = runVoxels; n + runVoxels < length; n += 1) {
    const at = start + n * step;
    if (!mineral[at] || !body[at - step]) continue;
    let fits = true;
    for (let m = 1; m <= runVoxels && fits; m += 1) {
      const above = at - (m + 1) * step;
      fits =
        body[above] === 1 &&
        (values[above] as number) <= rules.level.fluidMaxHU &&
        mineral[at + m * step] === 1;
    }
    if (!fits) continue;
    const [high, low] = [values[at + step] as number, values[at - 2 * step] as number];
    const mixed = (values[at] as number) + (values[at - step] as number);
    return n + 1 - (mixed - 2 * low) / Math.max(1, high - low);
  }
  return Number.NaN;
}

/**
 * Columns of the largest level interface: patches of neighbouring columns with an interface, of which at least the
 * rules' share lies within the deviation of the patch's median height.
 */
export function largestFlatPatch(
  heights: Float64Array,
  width: number,
  { maxDeviation: deviation, share }: Pick<CtRules['level'], 'maxDeviation' | 'share'>,
): number {
  const seen = new Uint8Array(heights.length);
  let largest = 0;
  for (let start = 0; start < heights.length; start += 1) {
    if (seen[start] || Number.isNaN(heights[start])) continue;
    const patch = [start];
    seen[start] = 1;
    for (let n = 0; n < patch.length; n += 1) {
      const at = patch[n] as number;
      for (const other of [at - 1, at + 1, at - width, at + width]) {
        if (other < 0 || other >= heights.length || seen[other] || Number.isNaN(heights[other])) continue;
        if (Math.abs((other % width) - (at % width)) > 1) continue;
        seen[other] = 1;
        patch.push(other);
      }
    }
    const middle = median(patch.map((at) => heights[at] as number));
    const flat = patch.filter((at) => Math.abs((heights[at] as number) - middle) <= deviation).length;
    if (flat >= share * patch.length) largest = Math.max(largest, flat);
  }
  return largest;
}
