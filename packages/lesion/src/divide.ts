import { splitAtNecks } from './basins.ts';
import { cutRegion, faceSteps, voxelVolume, type Index3, type Region } from './grid.ts';
import type { Landscape } from './landscape.ts';
import { LesionError } from './refusal.ts';
import type { CtRules } from './rules.ts';
import { paintRuns, runsOfComponent, runsOfMask, type RunSet } from './run-set.ts';

/** Voxels beyond a body of bone and mineral, so that its own surface is no cut. */
const roomVoxels = 3;

/**
 * The mineral at a voxel, divided at its necks from the bone that it is one body with (a component of the skeleton).
 * @throws LesionError `onBone` where the voxel belongs to bone
 */
export function divideFromBone({ labelling, volume, rules }: Landscape, label: number, at: Index3): RunSet {
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
  const filled = fillMarrow(body, region, rules);
  const { labels, basins, necks } = splitAtNecks(filled, region.size, region.spacing, rules.bone.neckRatio);
  const [i, j, k] = at.map((x, axis) => x - (region.offset[axis] ?? 0)) as unknown as Index3;
  const clicked = (labels[i + region.size[0] * (j + region.size[1] * k)] as number) - 1;
  const bony = bonyBasins(labels, basins.length, region, rules);
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
  const own = body.map((set, voxel) => (set && lesion.has((labels[voxel] as number) - 1) ? 1 : 0));
  return runsOfMask(own, region, volume.size[1]);
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
