import { splitAtNecks } from './basins.ts';
import { cortexCover, type CortexCover } from './cortex-cover.ts';
import { settleCrater } from './crater.ts';
import { cutRegion, faceSteps, voxelVolume, type Index3, type Region } from './grid.ts';
import type { Landscape } from './landscape.ts';
import { fillMarrow, fillPinholes } from './marrow.ts';
import { maskOf } from './morphology.ts';
import type { Pause } from './pause.ts';
import { LesionError } from './refusal.ts';
import type { CtRules } from './rules.ts';
import { paintRuns, runsOfComponent, runsOfMask, type RunSet } from './run-set.ts';
import { median } from './volume-estimate.ts';

/** Voxels beyond a body of bone and mineral, so that its own surface is no cut. */
const roomVoxels = 3;

/** Mineral divided from bone. */
export interface Divided {
  readonly runs: RunSet;
  /** How far cortex lies beneath its surface and that of the bone beside it. */
  cover(): CortexCover;
}

/**
 * The mineral at a voxel, divided at its necks from the bone that it is one body with (a component of the skeleton).
 * @throws LesionError `onBone` where the voxel belongs to bone
 */
export function divideFromBone(land: Landscape, label: number, at: Index3): Divided {
  const { labelling, volume, rules, pause } = land;
  const component = runsOfComponent(labelling, label);
  const reach = volume.spacing.map((step) => Math.ceil(rules.lesion.regionRadius / step));
  const region = cutRegion(
    volume,
    at.map((x, axis) =>
      Math.max(x - (reach[axis] ?? 0), (component.first[axis] ?? 0) - roomVoxels),
    ) as unknown as Index3,
    at.map((x, axis) =>
      Math.min(x + (reach[axis] ?? 0), (component.last[axis] ?? 0) + roomVoxels),
    ) as unknown as Index3,
  );
  const body = new Uint8Array(region.values.length);
  paintRuns(component, body, region, volume.size[1]);
  const filled = fillMarrow(body, region, rules, pause);
  fillPinholes(filled, region.size, rules.mineral.minVoxels);
  const [i, j, k] = at.map((x, axis) => x - (region.offset[axis] ?? 0)) as unknown as Index3;
  const here = i + region.size[0] * (j + region.size[1] * k);
  const own =
    lobesAt(filled, here, region, rules, pause) ?? lobeOnWideNeck(filled, here, region, rules, pause);
  if (!own) throw new LesionError('onBone');
  settleCrater(own, filled, region, rules, pause);
  for (let voxel = 0; voxel < own.length; voxel += 1) if (!body[voxel]) own[voxel] = 0;
  return {
    runs: runsOfMask(own, region, volume.size[1]),
    cover: () => cortexCover(own, body, region, rules, pause),
  };
}

/** The lobe at a place with those that join it without bone between; null where the place is bone. */
function lobesAt(
  filled: Uint8Array,
  here: number,
  region: Region,
  rules: CtRules,
  pause: Pause,
): Uint8Array | null {
  const { labels, basins, necks } = splitAtNecks(
    filled,
    region.size,
    region.spacing,
    rules.bone.neckRatio,
    pause,
  );
  const clicked = (labels[here] as number) - 1;
  const { bony } = sortBasins(labels, basins.length, region, rules, pause);
  if (clicked < 0 || bony.has(clicked)) return null;
  const lesion = new Set([clicked]);
  for (let grew = true; grew;) {
    grew = false;
    for (const { a, b } of necks) {
      const other = lesion.has(a) ? b : lesion.has(b) ? a : -1;
      if (other >= 0 && !lesion.has(other) && !bony.has(other)) {
        lesion.add(other);
        grew = true;
      }
    }
  }
  return maskOf(labels, (label) => lesion.has(label - 1));
}

/**
 * A lesion that has eaten into bone sits on a wide neck: the lobe at a place by itself, divided at wider necks, when
 * it has no cortex of its own; else null.
 */
function lobeOnWideNeck(
  filled: Uint8Array,
  here: number,
  region: Region,
  rules: CtRules,
  pause: Pause,
): Uint8Array | null {
  const { labels, basins } = splitAtNecks(
    filled,
    region.size,
    region.spacing,
    rules.divide.wideNeckRatio,
    pause,
  );
  const clicked = (labels[here] as number) - 1;
  const { bony, shellHU } = sortBasins(labels, basins.length, region, rules, pause);
  if (clicked < 0 || bony.has(clicked) || (shellHU[clicked] ?? Infinity) >= rules.bone.surfaceHU) return null;
  return maskOf(labels, (label) => label - 1 === clicked);
}

/**
 * Which basins are bone: cut by the region's faces, or with a cortex around something less dense; and the median
 * density of each one's surface.
 */
function sortBasins(
  labels: Int32Array,
  count: number,
  region: Region,
  rules: CtRules,
  pause: Pause,
): { readonly bony: ReadonlySet<number>; readonly shellHU: readonly number[] } {
  const [nx, ny, nz] = region.size;
  const bony = new Set<number>();
  const shell: number[][] = Array.from({ length: count }, () => []);
  const inner: number[][] = Array.from({ length: count }, () => []);
  const steps = faceSteps(region.size).map(([, , , step]) => step);
  for (let k = 0, at = 0; k < nz; k += 1) {
    pause();
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        const basin = (labels[at] as number) - 1;
        if (basin < 0) continue;
        if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) {
          bony.add(basin);
          continue;
        }
        const surface = steps.some((step) => labels[at + step] === 0 || labels[at + 2 * step] === 0);
        (surface ? shell : inner)[basin]?.push(region.values[at] as number);
      }
    }
  }
  const least = rules.bone.minVolume / 10 / voxelVolume(region);
  const shellHU = shell.map((values) => median(values));
  inner.forEach((within, basin) => {
    if (within.length >= least && median(within) < rules.bone.shellRatio * (shellHU[basin] ?? 0))
      bony.add(basin);
  });
  return { bony, shellHU };
}
