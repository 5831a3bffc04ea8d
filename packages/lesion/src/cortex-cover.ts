import { distanceTo } from './distance-transform.ts';
import { boxOf, cropToBox, faceSteps, type Region } from './grid.ts';
import { fillMarrow } from './marrow.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { sortedWithin, percentile } from './statistics.ts';

/** HU from which bone beside a lesion is cortex: denser than bone's surface and, by `divide.cortexRatio`, than the lesion. */
export function cortexLevel(lesion: Uint8Array, { values }: Pick<Region, 'values'>, rules: CtRules): number {
  const middle = percentile(sortedWithin(values, lesion), 0.5);
  return Math.max(rules.bone.surfaceHU, rules.divide.cortexRatio * middle);
}

/** How much of a surface towards soft tissue has cortex beneath it, 0 to 1; NaN where there is too little surface. */
export interface CortexCover {
  /** Of the lesion's own surface, farther than `divide.cortexReach` from the bone. */
  readonly lesion: number;
  /** Of the bone's beside it, `crater.apart` to `crater.surroundings` away. */
  readonly bone: number;
}

/** Surface voxels needed for a share. */
const enough = 50;

/**
 * What tells a lesion that is one body with bone from a part of that bone: bone has cortex beneath its surface, the
 * lesion has none. That the bone beside shows its cortex says that the image can show one. Cortex lies within
 * `divide.cortexReach` of the surface.
 */
export function cortexCover(
  own: Uint8Array,
  body: Uint8Array,
  whole: Region,
  rules: CtRules,
  pause: Pause,
): CortexCover {
  const { first, last } = boxOf(own, whole.size);
  const { region, crop } = cropToBox(
    whole,
    first,
    last,
    Math.ceil(rules.crater.surroundings / Math.min(...whole.spacing)),
  );
  const { size, spacing, values } = region;
  const lesion = crop(own);
  const filled = fillMarrow(crop(body), region, { ...rules, bone: { ...rules.bone, marrowArea: 0 } }, pause);
  const level = cortexLevel(lesion, region, rules);
  const dense = filled.map((set, at) => (set && (values[at] as number) >= level ? 1 : 0));
  const toCortex = distanceTo(dense, size, spacing, pause);
  const toLesion = distanceTo(lesion, size, spacing, pause);
  const toRest = distanceTo(
    filled.map((set, at) => (set && !lesion[at] ? 1 : 0)),
    size,
    spacing,
    pause,
  );
  const steps = faceSteps(size);
  const covered = { lesion: 0, bone: 0 };
  const counted = { lesion: 0, bone: 0 };
  const [nx, ny, nz] = size;
  for (let k = 1; k < nz - 1; k += 1)
    for (let j = 1; j < ny - 1; j += 1)
      for (let i = 1, at = 1 + nx * (j + ny * k); i < nx - 1; i += 1, at += 1) {
        if (!filled[at] || !steps.some(([, , , step]) => !filled[at + step])) continue;
        const gap = toLesion[at] as number;
        const clear =
          gap === 0 ? (toRest[at] as number) > rules.divide.cortexReach : gap >= rules.crater.apart;
        if (!clear) continue;
        const part = gap === 0 ? 'lesion' : 'bone';
        counted[part] += 1;
        if ((toCortex[at] as number) <= rules.divide.cortexReach) covered[part] += 1;
      }
  const share = (part: 'lesion' | 'bone'): number =>
    counted[part] < enough ? Number.NaN : covered[part] / counted[part];
  return { lesion: share('lesion'), bone: share('bone') };
}
