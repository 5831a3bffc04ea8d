import type { LesionInRegion } from './bone-relation.ts';
import { depthWithin, distanceTo } from './distance-transform.ts';
import { faceSteps, type Index3 } from './grid.ts';
import { placesBetween, type Pause } from './pause.ts';
import type { CtRules } from './rules.ts';

/** The cortex under a lesion's contact beside that of the same bone elsewhere. */
export interface BoneChange {
  readonly kind: 'normal' | 'erosion' | 'sclerosis';
  /** Mean density of the outer layer of bone under the contact over that elsewhere. */
  readonly ratio: number;
}

/** Voxels needed on either side for a mean. */
const enough = 50;
/** Voxel steps within which bone counts as touched. */
const contactSteps = 1.01;

/**
 * What the contact has done to the bone: the mean density of its outer `boneChange.reach` mm, so that cortex that is
 * thinner counts as well as cortex that is gone. Null where lesion and bone do not touch or too little bone is in view.
 */
export function boneChange(
  { region, mineral, bone }: LesionInRegion,
  rules: CtRules,
  pause: Pause,
): BoneChange | null {
  const { size, spacing, values } = region;
  const filled = closedBone(mineral, bone, size, pause);
  const away = distanceTo(mineral, size, spacing, pause);
  const depth = depthWithin(filled, size, spacing, pause);
  const beside = Math.max(...spacing) * contactSteps;
  if (!filled.some((set, at) => set === 1 && (away[at] as number) <= beside)) return null;
  // The outermost voxels are mixed with what lies outside: soft tissue elsewhere, mineral under the contact.
  const within = (mm: number): boolean => mm > beside && mm <= beside + rules.boneChange.reach;
  const under = { sum: 0, count: 0 };
  const elsewhere = { sum: 0, count: 0 };
  for (let at = 0; at < filled.length; at += 1) {
    if (!filled[at]) continue;
    const gap = away[at] as number;
    if (!within(depth[at] as number)) continue;
    // Under the contact: its nearest surface is the lesion's.
    const part = gap <= (depth[at] as number) ? under : gap >= rules.boneChange.apart ? elsewhere : null;
    if (!part) continue;
    part.sum += values[at] as number;
    part.count += 1;
  }
  if (under.count < enough || elsewhere.count < enough) return null;
  const ratio = under.sum / under.count / (elsewhere.sum / elsewhere.count);
  const { erosion, sclerosis } = rules.boneChange;
  return { kind: ratio < erosion ? 'erosion' : ratio > sclerosis ? 'sclerosis' : 'normal', ratio };
}

/**
 * Bone with its marrow: all that the soft tissue about the lesion does not reach. Where the region cuts a bone its
 * marrow opens to the region's face only, so that its inner surface is not taken for a surface.
 */
function closedBone(mineral: Uint8Array, bone: Uint8Array, size: Index3, pause: Pause): Uint8Array {
  const [nx, ny, nz] = size;
  const closed = mineral.map((set) => (set ? 0 : 1));
  const queue: number[] = [];
  const steps = faceSteps(size);
  const spread = (at: number): void => {
    const k = Math.floor(at / (nx * ny));
    const j = Math.floor(at / nx) - k * ny;
    const i = at - nx * (j + ny * k);
    for (const [a, b, c, step] of steps) {
      if (i + a < 0 || j + b < 0 || k + c < 0 || i + a >= nx || j + b >= ny || k + c >= nz) continue;
      if (bone[at + step] || !closed[at + step]) continue;
      closed[at + step] = 0;
      queue.push(at + step);
    }
  };
  for (let at = 0; at < mineral.length; at += 1) if (mineral[at]) spread(at);
  for (let n = 0; n < queue.length; n += 1) {
    if (n % placesBetween === 0) pause();
    spread(queue[n] as number);
  }
  return closed;
}
