import { depthWithin, distanceTo } from './distance-transform.ts';
import { boxOf, cropToBox, eachSet, faceSteps, type Index3, type Region } from './grid.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { cortexLevel } from './cortex-cover.ts';
import { robustSpread } from './statistics.ts';

/** Voxel steps from another material within which a voxel may be mixed with it. */
const mixedSteps = 1.5;
/** Voxels needed for a level that stands for a material. */
const enough = 30;

/**
 * The face of a lesion in bone that has lost its cortex, placed where the density changes from the lesion's to the
 * spongy bone's (half way between both levels), since a cut at the neck only continues the bone's former surface.
 * Values are averaged over a ball just large enough to tell the two materials apart at their own noise; where even the
 * largest ball does not, or cortex parts them, nothing changes. `own` (part of `body`, the bone with its marrow) is
 * changed in place.
 */
export function settleCrater(
  own: Uint8Array,
  body: Uint8Array,
  region: Region,
  rules: CtRules,
  pause: Pause,
): void {
  const { first, last } = boxOf(own, region.size);
  const margin = Math.ceil(rules.crater.surroundings / Math.min(...region.spacing));
  const cut = cropToBox(region, first, last, margin);
  const place = { region: cut.region, own: cut.crop(own).slice(), body: cut.crop(body) };
  const settled = settle(place, rules, pause);
  if (!settled) return;
  const [ox, oy, oz] = cut.region.offset.map(
    (x, axis) => x - (region.offset[axis] ?? 0),
  ) as unknown as Index3;
  const [nx, ny, nz] = cut.region.size;
  for (let k = 0, at = 0; k < nz; k += 1)
    for (let j = 0; j < ny; j += 1)
      for (let i = 0; i < nx; i += 1, at += 1)
        own[i + ox + region.size[0] * (j + oy + region.size[1] * (k + oz))] = settled[at] as number;
}

interface Place {
  readonly region: Region;
  readonly own: Uint8Array;
  readonly body: Uint8Array;
}

/** The lesion with its face settled; null where the materials can't be told apart. */
function settle({ region, own, body }: Place, rules: CtRules, pause: Pause): Uint8Array | null {
  const { size, spacing, values } = region;
  const denser = cortexLevel(own, region, rules);
  const cortex = body.map((set, at) => (set && (values[at] as number) >= denser ? 1 : 0));
  const steps = [1, 1, 1] as const;
  const toCortex = distanceTo(cortex, size, steps, pause);
  const inBody = depthWithin(body, size, steps, pause);
  const pure = body.map((set, at) =>
    set && (toCortex[at] as number) > mixedSteps && (inBody[at] as number) > mixedSteps ? 1 : 0,
  );
  const away = distanceTo(own, size, spacing, pause);
  const inOwn = depthWithin(own, size, spacing, pause);
  const levels = { lesion: [] as number[], bone: [] as number[] };
  for (let at = 0; at < pure.length; at += 1) {
    if (!pure[at]) continue;
    if ((inOwn[at] as number) > rules.crater.apart) levels.lesion.push(values[at] as number);
    else if ((away[at] as number) > rules.crater.apart) levels.bone.push(values[at] as number);
  }
  if (levels.lesion.length < enough || levels.bone.length < enough) return null;
  const lesion = robustSpread(Float64Array.from(levels.lesion).sort());
  const bone = robustSpread(Float64Array.from(levels.bone).sort());
  const noise = Math.max(lesion.sd, bone.sd);
  const difference = Math.abs(lesion.median - bone.median);
  // The mean of n voxels lies within `sureness` standard deviations of its level on this side of the middle.
  const needed = ((2 * rules.crater.sureness * noise) / Math.max(difference, Number.EPSILON)) ** 2;
  const ball = ballOf(needed, spacing, rules.crater.radius);
  if (!ball) return null;
  const middle = (lesion.median + bone.median) / 2;
  // No crater is deeper than its lesion is thick.
  const reach = inOwn.reduce((most, mm) => (Number.isFinite(mm) ? Math.max(most, mm) : most), 0);
  const like = (i: number, j: number, k: number): boolean => {
    let sum = 0;
    let count = 0;
    for (const [a, b, c] of ball) {
      const [x, y, z] = [i + a, j + b, k + c];
      if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) continue;
      const at = x + size[0] * (y + size[1] * z);
      if (!pure[at]) continue;
      sum += values[at] as number;
      count += 1;
    }
    return count > 0 && sum / count < middle === lesion.median < bone.median;
  };
  const grown = flooded({ region, own, body }, { pure, away, reach }, like, pause);
  return faceToCortex({ region, own: grown, body }, pure, lesion.median, denser, rules);
}

/** Layers of voxels in which a face to cortex may have to be moved: what one voxel of blur mixes. */
const mixedLayers = 2;

/**
 * The face towards cortex, which no average can place: a mixed voxel belongs to the lesion when it is below the middle
 * between the lesion's level and the densest bone near it. Voxels that border soft tissue are mixed with that as well
 * and stay as they are.
 */
function faceToCortex(
  { region: { size, spacing, values }, own, body }: Place,
  pure: Uint8Array,
  level: number,
  denser: number,
  rules: CtRules,
): Uint8Array {
  const steps = faceSteps(size);
  const [rx, ry, rz] = spacing.map((step) =>
    Math.round(rules.divide.cortexReach / step),
  ) as unknown as Index3;
  const densest = (i: number, j: number, k: number): number => {
    let most = Number.NEGATIVE_INFINITY;
    for (let c = Math.max(0, k - rz); c <= Math.min(size[2] - 1, k + rz); c += 1)
      for (let b = Math.max(0, j - ry); b <= Math.min(size[1] - 1, j + ry); b += 1)
        for (let a = Math.max(0, i - rx); a <= Math.min(size[0] - 1, i + rx); a += 1) {
          const at = a + size[0] * (b + size[1] * c);
          if (body[at] && !own[at]) most = Math.max(most, values[at] as number);
        }
    return most;
  };
  const moved = own.slice();
  for (let layer = 0; layer < mixedLayers; layer += 1) {
    const before = moved.slice();
    eachSet(size, body, (i, j, k, at) => {
      if (i === 0 || j === 0 || k === 0 || i === size[0] - 1 || j === size[1] - 1 || k === size[2] - 1)
        return;
      if (pure[at] || steps.some(([, , , step]) => !body[at + step])) return;
      if (!steps.some(([, , , step]) => before[at + step] !== before[at])) return;
      const most = densest(i, j, k);
      if (most < denser) return;
      moved[at] = (values[at] as number) < (level + most) / 2 ? 1 : 0;
    });
  }
  return moved;
}

/** Voxels of bone that are like the lesion and joined to it without any between that are not. */
function flooded(
  { region: { size }, own, body }: Place,
  near: { readonly pure: Uint8Array; readonly away: Float32Array; readonly reach: number },
  like: (i: number, j: number, k: number) => boolean,
  pause: Pause,
): Uint8Array {
  const grown = own.slice();
  const asked = own.slice();
  const queue: number[] = [];
  const steps = faceSteps(size);
  const spread = (at: number): void => {
    const k = Math.floor(at / (size[0] * size[1]));
    const j = Math.floor(at / size[0]) - k * size[1];
    const i = at - size[0] * (j + size[1] * k);
    for (const [a, b, c, step] of steps) {
      const [x, y, z] = [i + a, j + b, k + c];
      if (x < 0 || y < 0 || z < 0 || x >= size[0] || y >= size[1] || z >= size[2]) continue;
      const other = at + step;
      if (asked[other] || !body[other] || !near.pure[other]) continue;
      asked[other] = 1;
      if ((near.away[other] as number) > near.reach || !like(x, y, z)) continue;
      grown[other] = 1;
      queue.push(other);
    }
  };
  for (let at = 0; at < own.length; at += 1) if (own[at]) spread(at);
  for (let n = 0; n < queue.length; n += 1) {
    if (n % 4096 === 0) pause();
    spread(queue[n] as number);
  }
  return grown;
}

/** Steps to the voxels of the smallest ball that holds so many; null where it is larger than a radius in mm. */
function ballOf(needed: number, spacing: Region['spacing'], largest: number): Index3[] | null {
  const [rx, ry, rz] = spacing.map((step) => Math.floor(largest / step)) as unknown as Index3;
  const steps: { readonly step: Index3; readonly mm: number }[] = [];
  for (let c = -rz; c <= rz; c += 1)
    for (let b = -ry; b <= ry; b += 1)
      for (let a = -rx; a <= rx; a += 1) {
        const mm = Math.hypot(a * spacing[0], b * spacing[1], c * spacing[2]);
        if (mm <= largest) steps.push({ step: [a, b, c], mm });
      }
  steps.sort((one, other) => one.mm - other.mm);
  const radius = steps[Math.ceil(needed) - 1]?.mm;
  return radius === undefined ? null : steps.filter(({ mm }) => mm <= radius).map(({ step }) => step);
}
