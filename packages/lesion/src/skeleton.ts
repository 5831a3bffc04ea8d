import type { Volume } from '@calx/dicom';
import { axialOrder, voxelVolume } from './grid.ts';
import { reachesEdge } from './image-edge.ts';
import type { Component, Labelling } from './label-runs.ts';
import { isBesideMetal, type Metal } from './metal.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { runsOfComponent } from './run-set.ts';

/** What a component of dense voxels is, from its size, place and density alone. */
export type Kind =
  'skeleton' | 'ossicle' | 'metal' | 'nearMetal' | 'nearAir' | 'atBorder' | 'speck' | 'faint' | 'mineral';

/**
 * The kind of every component. What lies near the voxels of metal is not taken for mineral: its streaks imitate
 * calcification.
 */
export function kindsOf(
  labelling: Labelling,
  volume: Volume,
  metal: Metal,
  rules: CtRules,
  pause: Pause,
): Kind[] {
  const least = leastBeyondNoise(labelling, rules);
  return labelling.components.map((component) => {
    pause();
    // A nail or a tooth in a skeleton leaves it a skeleton.
    if (2 * (metal.get(component.label)?.voxels ?? 0) > component.voxels) return 'metal';
    const kind = kindOf(component, labelling, volume, rules, least);
    if (kind !== 'mineral' || metal.size === 0) return kind;
    const runs = runsOfComponent(labelling, component.label);
    return isBesideMetal(runs, metal, volume, rules) ? 'nearMetal' : kind;
  });
}

/** Sizes in voxels at which clots of noise are counted: still many, and their ratio already that of larger ones. */
const [smaller, larger] = [3, 4];

/**
 * Voxels that a clump needs not to be a clot of noise. Where noise reaches the threshold, its clots grow fewer by about
 * the same ratio from one size to the next; the least size is that at which less than half a clot is left to expect.
 * Sharp kernels make neighbours alike and clots large.
 */
function leastBeyondNoise({ components }: Labelling, { mineral }: CtRules): number {
  const [few, many] = [larger, smaller].map(
    (size) => components.filter(({ voxels }) => voxels === size).length,
  ) as [number, number];
  if (many < mineral.noiseClots || few === 0 || few >= many) return mineral.minVoxels;
  return Math.max(mineral.minVoxels, Math.ceil(smaller + Math.log(0.5 / many) / Math.log(few / many)));
}

/**
 * Sorts components: bone reaches the edge of the volume or is large with a cortex; a closed shell around trabecular
 * bone is an ossicle (patella, carpal bone); what borders air is table, cast or bowel content.
 */
function kindOf(
  component: Component,
  labelling: Labelling,
  volume: Volume,
  rules: CtRules,
  least: number,
): Kind {
  const cubic = component.voxels * voxelVolume(volume);
  const border = reachesEdge(component, labelling, volume);
  const cortical = component.dense / component.voxels;
  if (border && cubic >= rules.bone.minVolume && component.max >= rules.bone.cortexHU) return 'skeleton';
  const bony = cubic >= rules.bone.minVolume && component.max >= rules.bone.cortexHU;
  if (bony && isCutByAir(component, labelling, volume, rules)) return 'skeleton';
  if (component.voxels < least) return 'speck';
  if (nearAirShare(component, labelling, volume, rules) > rules.lesion.airShare) return 'nearAir';
  if (border) return component.max >= rules.bone.cortexHU ? 'skeleton' : 'atBorder';
  if (cubic >= rules.bone.minVolume && cortical > 0.02 && isOssicle(component, labelling, volume, rules))
    return 'ossicle';
  if (component.max < rules.mineral.seedMaxHU || component.sum / component.voxels < rules.mineral.seedMeanHU)
    return 'faint';
  return 'mineral';
}

/** Share of a component's voxels with air within `airDistance` in the axial plane. */
function nearAirShare(
  { label, voxels }: Component,
  labelling: Labelling,
  volume: Volume,
  rules: CtRules,
): number {
  const { data, size, spacing } = volume;
  const strides = [1, size[0], size[0] * size[1]] as const;
  const plane = axialOrder(volume).slice(0, 2) as [0 | 1 | 2, 0 | 1 | 2];
  // Steps to where air is looked for: how far along which axis.
  const looks = plane.flatMap((axis) => {
    const reach = Math.max(1, Math.round(rules.lesion.airDistance / spacing[axis]));
    return [reach, -reach, Math.ceil(reach / 2), -Math.ceil(reach / 2)].map((away) => ({ axis, away }));
  });
  const place: [number, number, number] = [0, 0, 0];
  let near = 0;
  eachVoxel(labelling, label, size[1], (i, j, k) => {
    place[0] = i;
    place[1] = j;
    place[2] = k;
    const at = i + size[0] * (j + size[1] * k);
    for (let n = 0; n < looks.length; n += 1) {
      const { axis, away } = looks[n] as (typeof looks)[number];
      const there = place[axis] + away;
      if (there < 0 || there >= size[axis]) continue;
      if ((data[at + away * strides[axis]] as number) < rules.lesion.airHU) {
        near += 1;
        return;
      }
    }
  });
  return near / voxels;
}

/**
 * Does a face as wide as a marrow cavity border air at once, with no soft tissue between? Bone is cut so by the edge of
 * the field of view or by padding, where this does not lie at the volume's own faces.
 */
function isCutByAir({ label }: Component, labelling: Labelling, volume: Volume, rules: CtRules): boolean {
  const { data, spacing, size } = volume;
  const [nx, ny] = size;
  const steps = [1, nx, nx * ny] as const;
  const cubic = spacing[0] * spacing[1] * spacing[2];
  const place: [number, number, number] = [0, 0, 0];
  let area = 0;
  eachVoxel(labelling, label, ny, (i, j, k) => {
    place[0] = i;
    place[1] = j;
    place[2] = k;
    const at = i + nx * (j + ny * k);
    for (let n = 0; n < 6; n += 1) {
      const axis = (n >> 1) as 0 | 1 | 2;
      const side = n % 2 === 0 ? -1 : 1;
      const beyond = place[axis] + 2 * side;
      if (beyond < 0 || beyond >= size[axis]) continue;
      const step = side * steps[axis];
      // One voxel may be mixed.
      const open = (data[at + step] as number) < rules.mineral.thresholdHU;
      if (open && (data[at + 2 * step] as number) < rules.gas.airHU) area += cubic / spacing[axis];
    }
  });
  return area >= rules.bone.marrowArea;
}

/** A closed body that is denser at its surface than within, and still bone within. */
function isOssicle(component: Component, labelling: Labelling, volume: Volume, rules: CtRules): boolean {
  const [nx, ny] = volume.size;
  const shell = { sum: 0, count: 0 };
  const inside = { sum: 0, count: 0 };
  const plane = nx * ny;
  const depth = [0, 1, 2].map((axis) => Math.max(1, Math.round(3 / (volume.spacing[axis] ?? 1))));
  const [dx = 1, dy = 1, dz = 1] = depth;
  const dense = (at: number): boolean => (volume.data[at] ?? -1000) >= rules.mineral.thresholdHU;
  eachVoxel(labelling, component.label, ny, (i, j, k) => {
    const at = i + nx * j + plane * k;
    const deep =
      dense(at - dx) &&
      dense(at + dx) &&
      dense(at - nx * dy) &&
      dense(at + nx * dy) &&
      dense(at - plane * dz) &&
      dense(at + plane * dz);
    const part = deep ? inside : shell;
    part.sum += volume.data[at] as number;
    part.count += 1;
  });
  if (inside.count < component.voxels * 0.1) return false;
  return inside.sum / inside.count < rules.bone.shellRatio * (shell.sum / Math.max(1, shell.count));
}

/** Calls back for each voxel of a component. */
function eachVoxel(
  { runs, members }: Labelling,
  label: number,
  ny: number,
  visit: (i: number, j: number, k: number) => void,
): void {
  for (let n = members.from[label] as number; n < (members.from[label + 1] as number); n += 1) {
    const r = members.order[n] as number;
    const row = runs.line[r] as number;
    const k = Math.floor(row / ny);
    for (let i = runs.start[r] as number; i <= (runs.end[r] as number); i += 1) visit(i, row - k * ny, k);
  }
}
