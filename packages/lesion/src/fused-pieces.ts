import { depthWithin, distanceTo } from './distance-transform.ts';
import { eachSet, voxelVolume, type Index3, type Region } from './grid.ts';
import { labelRuns } from './label-runs.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { fillMarrow } from './marrow.ts';
import { paintRuns, runsOfComponent, runsOfMask, type RunSet } from './run-set.ts';

/**
 * Mineral that has grown onto bone, so that one threshold makes them one body: what of the skeleton in a region lies
 * beyond its core (the cortex with what it encloses, and all that is as thick as bone) and reaches away from it.
 * Pieces that are cut by the volume's faces are bone leaving the image.
 */
export function fusedPieces(land: Landscape, region: Region): RunSet[] {
  const {
    volume,
    rules: { fused },
  } = land;
  const skeleton = paintKinds(land, region, isBone);
  if (!skeleton.includes(1)) return [];
  const core = boneCore(skeleton, region, land);
  if (!core.includes(1)) return [];
  const away = distanceTo(core, region.size, region.spacing, land.pause);
  const beyond = skeleton.map((set, at) => (set && (away[at] as number) > fused.skin ? 1 : 0));
  const labelling = labelRuns(beyond, region.size, 1, 1);
  const least = fused.minVolume / voxelVolume(region);
  const pieces: RunSet[] = [];
  for (const { label, voxels, first, last } of labelling.components) {
    const cut = first.some(
      (value, axis) =>
        value + (region.offset[axis] ?? 0) === 0 ||
        (last[axis] ?? 0) + (region.offset[axis] ?? 0) === (volume.size[axis] ?? 0) - 1,
    );
    if (cut || voxels < least) continue;
    const own = new Uint8Array(beyond.length);
    paintRuns(runsOfComponent(labelling, label), own, { ...region, offset: [0, 0, 0] }, region.size[1]);
    if (!own.some((set, at) => set === 1 && (away[at] as number) >= fused.reach)) continue;
    if (bareShare(own, core, region) >= fused.bareShare) pieces.push(runsOfMask(own, region, volume.size[1]));
  }
  return pieces;
}

/** Steps to the 26 neighbours, with their lengths in voxels. */
const directions = [-1, 0, 1]
  .flatMap((c) => [-1, 0, 1].flatMap((b) => [-1, 0, 1].map((a): Index3 => [a, b, c])))
  .filter((step) => step.some((x) => x !== 0));

/**
 * Share of the directions from a piece's voxels that don't meet bone's core within the region: of what stands out from
 * bone most, of thin cortex of a joint end, which has bone behind it, less.
 */
function bareShare(own: Uint8Array, core: Uint8Array, { size, spacing }: Region): number {
  let [bare, counted] = [0, 0];
  const [nx, ny] = size;
  eachSet(size, own, (...[i, j, k]) => {
    for (const direction of directions) {
      counted += 1;
      const length = Math.hypot(...direction);
      const [u, v, w] = direction.map((x, axis) => x / length / (spacing[axis] ?? 1)) as unknown as Index3;
      for (let mm = 1; ; mm += 1) {
        const [x, y, z] = [Math.round(i + u * mm), Math.round(j + v * mm), Math.round(k + w * mm)];
        const left = x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= size[2];
        if (left) bare += 1;
        if (left || core[x + nx * (y + ny * z)]) break;
      }
    }
  });
  return bare / counted;
}

/** What surely is bone: dense cortex with its gaps closed and its marrow filled, and what is as thick as bone. */
function boneCore(skeleton: Uint8Array, region: Region, { rules, pause }: Landscape): Uint8Array {
  const { size, spacing, values } = region;
  const cortex = skeleton.map((set, at) => (set && (values[at] as number) >= rules.bone.surfaceHU ? 1 : 0));
  const shells = labelRuns(cortex, size, 1, 1);
  const least = rules.fused.coreVolume / voxelVolume(region);
  const kept = new Uint8Array(cortex.length);
  for (const { label, voxels } of shells.components)
    if (voxels >= least)
      paintRuns(runsOfComponent(shells, label), kept, { ...region, offset: [0, 0, 0] }, size[1]);
  const { gap } = rules.fused;
  const grown = within(distanceTo(kept, size, spacing, pause), gap);
  const core = fillMarrow(beyondDepth(depthWithin(grown, size, spacing, pause), gap), region, rules, pause);
  const radius = rules.fused.thickness / 2;
  const body = fillMarrow(skeleton, region, rules, pause);
  const deep = beyondDepth(depthWithin(body, size, spacing, pause), radius);
  const thick = within(distanceTo(deep, size, spacing, pause), radius);
  for (let at = 0; at < core.length; at += 1) if (kept[at] || thick[at]) core[at] = 1;
  return core;
}

function within(distance: Float32Array, reach: number): Uint8Array {
  const mask = new Uint8Array(distance.length);
  for (let at = 0; at < mask.length; at += 1) mask[at] = (distance[at] as number) <= reach ? 1 : 0;
  return mask;
}

function beyondDepth(depth: Float32Array, least: number): Uint8Array {
  const mask = new Uint8Array(depth.length);
  for (let at = 0; at < mask.length; at += 1) mask[at] = (depth[at] as number) > least ? 1 : 0;
  return mask;
}
