import type { Vec3, Volume } from '@calx/dicom';
import { splitAtNecks } from './basins.ts';
import { distanceTo } from './distance-transform.ts';
import { cutRegion, eachSet, faceSteps, toIndex, voxelVolume, type Index3, type Region } from './grid.ts';
import { labelAt, type Labelling } from './label-runs.ts';
import { LesionError } from './refusal.ts';
import type { CtRules } from './rules.ts';
import { eachVoxel, type Kind } from './skeleton.ts';

/** The voxels of one lesion and of the bone beside it, within a region of the volume. */
export interface GrownLesion {
  readonly region: Region;
  /** Mineral voxels: at or above the threshold, bone left out. */
  readonly mineral: Uint8Array;
  readonly bone: Uint8Array;
  /** Mineral and bone were one body and were divided at their necks. */
  readonly divided: boolean;
}

export interface Landscape {
  readonly volume: Volume;
  readonly threshold: number;
  readonly labelling: Labelling;
  readonly kinds: readonly Kind[];
  readonly rules: CtRules;
}

const isBone = (kind: Kind | undefined): boolean => kind === 'skeleton' || kind === 'ossicle';
/** What may join a lesion that was clicked or seeded: clumps, also faint or small ones. */
const mayJoin = (kind: Kind | undefined): boolean =>
  kind === 'mineral' || kind === 'faint' || kind === 'speck';

/**
 * The lesion at a point (LPS mm): the mineral there or nearest to it, with the clumps that lie within
 * `gatherDistance` of each other. Where it is one body with bone it is divided from it at the necks.
 * @throws LesionError `outsideVolume`, `nothingHere`, `onBone`, `metal`
 */
export function growAt(land: Landscape, point: Vec3): GrownLesion {
  const { volume } = land;
  const at = toIndex(volume, point).map(Math.round) as unknown as Index3;
  if (at.some((value, axis) => value < 0 || value >= (volume.size[axis] ?? 0)))
    throw new LesionError('outsideVolume');
  const region = regionAround(land, at);
  const here = at.map((value, axis) => value - (region.offset[axis] ?? 0)) as unknown as Index3;
  const clicked = labelAt(land.labelling, volume.size as Index3, at);
  if (clicked >= 0 && land.kinds[clicked] === 'metal') throw new LesionError('metal');
  if (clicked >= 0 && isBone(land.kinds[clicked])) return divided(land, region, clicked, here);
  const masks = masksOf(land, region);
  const seed = clicked >= 0 ? [clicked] : nearest(masks, region, here, land);
  return gather(land, region, masks, seed);
}

/** The lesion made of a component that is proposed without a click. */
export function growFrom(land: Landscape, label: number): GrownLesion {
  const component = land.labelling.components[label];
  if (!component) throw new LesionError('nothingHere');
  const centre = component.centroidSum.map((sum) => Math.round(sum / component.voxels)) as unknown as Index3;
  const region = regionAround(land, centre);
  return gather(land, region, masksOf(land, region), [label]);
}

function regionAround({ volume, rules }: Landscape, centre: Index3): Region {
  const reach = volume.spacing.map((step) => Math.ceil(rules.lesion.regionRadius / step));
  const first = centre.map((value, axis) => value - (reach[axis] ?? 0)) as unknown as Index3;
  const last = centre.map((value, axis) => value + (reach[axis] ?? 0)) as unknown as Index3;
  return cutRegion(volume, first, last);
}

interface Masks {
  /** 0 where no component that may join, else 1 + its label. */
  readonly joinable: Int32Array;
  readonly bone: Uint8Array;
}

function masksOf({ labelling, kinds, volume }: Landscape, region: Region): Masks {
  const [nx, ny, nz] = region.size;
  const joinable = new Int32Array(nx * ny * nz);
  const bone = new Uint8Array(nx * ny * nz);
  const height = volume.size[1];
  const { runs, lineStart } = labelling;
  for (let k = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      const row = j + region.offset[1] + height * (k + region.offset[2]);
      for (let r = lineStart[row] as number; r < (lineStart[row + 1] as number); r += 1) {
        const label = runs.label[r] as number;
        const kind = kinds[label];
        const from = Math.max(0, (runs.start[r] as number) - region.offset[0]);
        const to = Math.min(nx - 1, (runs.end[r] as number) - region.offset[0]);
        const base = nx * (j + ny * k);
        for (let i = from; i <= to; i += 1) {
          if (isBone(kind)) bone[base + i] = 1;
          else if (mayJoin(kind)) joinable[base + i] = label + 1;
        }
      }
    }
  }
  return { joinable, bone };
}

/** The nearest component that may be a lesion by itself, within the search radius. */
function nearest({ joinable }: Masks, region: Region, here: Index3, { rules, kinds }: Landscape): number[] {
  let best = -1;
  let least = rules.lesion.searchRadius ** 2;
  const mask = new Uint8Array(joinable.length);
  for (let at = 0; at < mask.length; at += 1) mask[at] = joinable[at] ? 1 : 0;
  eachSet(region.size, mask, (i, j, k, at) => {
    const label = (joinable[at] as number) - 1;
    if (kinds[label] === 'speck') return;
    const distance =
      ((i - here[0]) * region.spacing[0]) ** 2 +
      ((j - here[1]) * region.spacing[1]) ** 2 +
      ((k - here[2]) * region.spacing[2]) ** 2;
    if (distance < least) {
      least = distance;
      best = label;
    }
  });
  if (best < 0) throw new LesionError('nothingHere', { radius: rules.lesion.searchRadius });
  return [best];
}

/** Adds dense clumps within the gather distance and faint ones nearby, until none is left. */
function gather(
  land: Landscape,
  region: Region,
  { joinable, bone }: Masks,
  seeds: readonly number[],
): GrownLesion {
  const members = new Set(seeds);
  const { rules, kinds, labelling } = land;
  const reachOf = (label: number): number => {
    if (kinds[label] === 'mineral') return rules.lesion.gatherDistance;
    return (labelling.components[label]?.voxels ?? 0) >= rules.mineral.minVoxels
      ? rules.lesion.faintDistance
      : -1;
  };
  for (;;) {
    const mask = Uint8Array.from(joinable, (label) => (members.has(label - 1) ? 1 : 0));
    const others = joinable.some((label) => label > 0 && !members.has(label - 1));
    const distance = others ? distanceTo(mask, region.size, region.spacing) : null;
    const before = members.size;
    for (let at = 0; distance && at < joinable.length; at += 1) {
      const label = (joinable[at] as number) - 1;
      if (label >= 0 && !members.has(label) && (distance[at] as number) <= reachOf(label)) members.add(label);
    }
    if (members.size === before) return { region, mineral: mask, bone, divided: false };
  }
}

/** Separates the mineral at a point from the bone that it is one body with. */
function divided(land: Landscape, region: Region, label: number, here: Index3): GrownLesion {
  const masks = masksOf(land, region);
  const body = new Uint8Array(masks.bone.length);
  const height = land.volume.size[1];
  const [nx, ny, nz] = region.size;
  eachVoxel(land.labelling, label, height, (i, j, k) => {
    const [a, b, c] = [i - region.offset[0], j - region.offset[1], k - region.offset[2]];
    if (a >= 0 && a < nx && b >= 0 && b < ny && c >= 0 && c < nz) body[a + nx * (b + ny * c)] = 1;
  });
  const filled = fillMarrow(body, region, land.rules);
  const { labels, basins, necks } = splitAtNecks(
    filled,
    region.size,
    region.spacing,
    land.rules.bone.neckRatio,
  );
  const clicked = (labels[here[0] + nx * (here[1] + ny * here[2])] as number) - 1;
  const bony = bonyBasins(labels, basins.length, region, land.rules);
  if (clicked < 0 || bony.has(clicked)) throw new LesionError('onBone');
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
  const bone = masks.bone;
  const joinable = masks.joinable;
  for (let at = 0; at < body.length; at += 1) {
    if (!body[at] || !lesion.has((labels[at] as number) - 1)) continue;
    bone[at] = 0;
    joinable[at] = label + 1;
  }
  return { ...gather(land, region, { joinable, bone }, [label]), divided: true };
}

/** Fills what bone encloses in the axial slices when it is wide enough to be a marrow cavity; narrow gaps stay open. */
function fillMarrow(body: Uint8Array, { size, spacing }: Region, rules: CtRules): Uint8Array {
  const [nx, ny, nz] = size;
  const filled = Uint8Array.from(body);
  const least = rules.bone.marrowArea / (spacing[0] * spacing[1]);
  const seen = new Uint8Array(nx * ny);
  for (let k = 0; k < nz; k += 1) {
    const plane = nx * ny * k;
    seen.fill(0);
    for (let start = 0; start < nx * ny; start += 1) {
      if (seen[start] || body[plane + start]) continue;
      const hole = [start];
      seen[start] = 1;
      let enclosed = true;
      for (let n = 0; n < hole.length; n += 1) {
        const at = hole[n] as number;
        const [i, j] = [at % nx, Math.floor(at / nx)];
        if (i === 0 || j === 0 || i === nx - 1 || j === ny - 1) enclosed = false;
        for (const [u, v] of [
          [i + 1, j],
          [i - 1, j],
          [i, j + 1],
          [i, j - 1],
        ] as const) {
          const other = u + nx * v;
          if (u < 0 || v < 0 || u >= nx || v >= ny || seen[other] || body[plane + other]) continue;
          seen[other] = 1;
          hole.push(other);
        }
      }
      if (enclosed && hole.length >= least) for (const at of hole) filled[plane + at] = 1;
    }
  }
  return filled;
}

/** Basins that are bone: cut by the region's faces, or with a cortex around something less dense. */
function bonyBasins(labels: Int32Array, count: number, region: Region, rules: CtRules): ReadonlySet<number> {
  const [nx, ny, nz] = region.size;
  const bony = new Set<number>();
  const shell = new Float64Array(count);
  const shellCount = new Float64Array(count);
  const inner = new Float64Array(count);
  const innerCount = new Float64Array(count);
  const steps = faceSteps(region.size);
  for (let k = 0, at = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        const basin = (labels[at] as number) - 1;
        if (basin < 0) continue;
        if (i === 0 || j === 0 || k === 0 || i === nx - 1 || j === ny - 1 || k === nz - 1) {
          bony.add(basin);
          continue;
        }
        const surface = steps.some(([, , , step]) => labels[at + step] === 0 || labels[at + 2 * step] === 0);
        const value = region.values[at] as number;
        if (surface) {
          shell[basin] = (shell[basin] as number) + value;
          shellCount[basin] = (shellCount[basin] as number) + 1;
        } else {
          inner[basin] = (inner[basin] as number) + value;
          innerCount[basin] = (innerCount[basin] as number) + 1;
        }
      }
    }
  }
  for (let basin = 0; basin < count; basin += 1) {
    if ((innerCount[basin] as number) * voxelVolume(region) < rules.bone.minVolume / 10) continue;
    const outside = (shell[basin] as number) / Math.max(1, shellCount[basin] as number);
    const within = (inner[basin] as number) / (innerCount[basin] as number);
    if (within < rules.bone.shellRatio * outside && outside >= rules.mineral.thresholdHU) bony.add(basin);
  }
  return bony;
}
