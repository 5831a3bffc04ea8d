import type { LesionInRegion } from './bone-relation.ts';
import { distanceTo } from './distance-transform.ts';
import { eachSet, faceSteps, type Region } from './grid.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { median } from './volume-estimate.ts';

/** The cortex under a lesion's contact beside that of the same bone elsewhere. */
export interface BoneChange {
  readonly kind: 'normal' | 'erosion' | 'sclerosis';
  /** Density of the cortex under the contact over that elsewhere (medians of the densest voxel near each place). */
  readonly ratio: number;
}

/** Places needed on either side for a median. */
const enough = 12;

/** What the contact has done to the bone; null where lesion and bone do not touch or too little bone is in view. */
export function boneChange(
  { region, mineral, bone }: LesionInRegion,
  rules: CtRules,
  pause: Pause,
): BoneChange | null {
  const { size, spacing } = region;
  const away = distanceTo(mineral, size, spacing, pause);
  const steps = faceSteps(size);
  const under: number[] = [];
  const elsewhere: number[] = [];
  const beside = Math.max(...spacing) * contactSteps;
  eachSet(size, bone, (i, j, k, at) => {
    const gap = away[at] as number;
    if (gap <= beside) under.push(densestNear(bone, region, [i, j, k], rules.boneChange.reach));
    else if (gap >= rules.boneChange.apart) {
      const inner = i > 0 && j > 0 && k > 0 && i < size[0] - 1 && j < size[1] - 1 && k < size[2] - 1;
      const surface =
        inner && steps.some(([, , , step]) => !bone[at + step] && (away[at + step] as number) > gap);
      if (surface) elsewhere.push(densestNear(bone, region, [i, j, k], rules.boneChange.reach));
    }
  });
  if (under.length < enough || elsewhere.length < enough) return null;
  const ratio = median(under) / median(elsewhere);
  const { erosion, sclerosis } = rules.boneChange;
  return { kind: ratio < erosion ? 'erosion' : ratio > sclerosis ? 'sclerosis' : 'normal', ratio };
}

/** Voxel steps within which bone counts as touched. */
const contactSteps = 1.01;

/** Highest value of a mask within `reach` mm of a voxel along the axes' box. */
function densestNear(
  mask: Uint8Array,
  { size, spacing, values }: Region,
  [i, j, k]: readonly [number, number, number],
  reach: number,
): number {
  const [rx = 0, ry = 0, rz = 0] = spacing.map((step) => Math.max(1, Math.round(reach / step)));
  let most = Number.NEGATIVE_INFINITY;
  for (let c = Math.max(0, k - rz); c <= Math.min(size[2] - 1, k + rz); c += 1)
    for (let b = Math.max(0, j - ry); b <= Math.min(size[1] - 1, j + ry); b += 1)
      for (let a = Math.max(0, i - rx); a <= Math.min(size[0] - 1, i + rx); a += 1) {
        const at = a + size[0] * (b + size[1] * c);
        if (mask[at] && (values[at] as number) > most) most = values[at] as number;
      }
  return most;
}
