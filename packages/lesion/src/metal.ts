import type { Volume } from '@calx/dicom';
import { voxelVolume, type Index3 } from './grid.ts';
import type { Component, Labelling } from './label-runs.ts';
import type { CtRules } from './rules.ts';
import { areWithin, type RunSet } from './run-set.ts';

/** The voxels as dense as metal of each component that holds metal, by the component's label. */
export type Metal = ReadonlyMap<number, RunSet>;

/**
 * Finds metal: an implant, a clip, the enamel of a tooth. A component may be metal in part, as a skeleton with a nail
 * or with teeth is. A few such voxels in a large component are cortex, as sharp kernels raise it.
 */
export function metalIn(labelling: Labelling, volume: Volume, rules: CtRules): Metal {
  const metal = new Map<number, RunSet>();
  for (const component of labelling.components) {
    if (component.max < rules.mineral.metalHU) continue;
    const runs = runsAbove(component, labelling, volume, rules.mineral.metalHU);
    const small = component.voxels * voxelVolume(volume) < rules.bone.minVolume;
    if (small || runs.voxels >= rules.mineral.minVoxels) metal.set(component.label, runs);
  }
  return metal;
}

/** Does a set lie so near metal that it may be one of its streaks? */
export function isBesideMetal(
  runs: RunSet,
  metal: Metal,
  { size, spacing }: Volume,
  rules: CtRules,
): boolean {
  const reach = rules.lesion.metalDistance;
  return [...metal.values()].some((other) => areWithin(runs, other, reach, size[1], spacing));
}

/** The voxels of a component at or above a value. */
function runsAbove(
  { label }: Component,
  { runs, members }: Labelling,
  volume: Volume,
  least: number,
): RunSet {
  const { data, size } = volume;
  const [nx, ny] = size;
  const [start, end, line]: [number[], number[], number[]] = [[], [], []];
  const first: [number, number, number] = [Infinity, Infinity, Infinity];
  const last: [number, number, number] = [-1, -1, -1];
  let voxels = 0;
  for (let n = members.from[label] as number; n < (members.from[label + 1] as number); n += 1) {
    const r = members.order[n] as number;
    const row = runs.line[r] as number;
    const k = Math.floor(row / ny);
    const runEnd = runs.end[r] as number;
    for (let i = runs.start[r] as number; i <= runEnd; i += 1) {
      if ((data[i + nx * row] as number) < least) continue;
      const from = i;
      while (i < runEnd && (data[i + 1 + nx * row] as number) >= least) i += 1;
      start.push(from);
      end.push(i);
      line.push(row);
      voxels += i - from + 1;
      const [low, high]: [Index3, Index3] = [
        [from, row - k * ny, k],
        [i, row - k * ny, k],
      ];
      for (const axis of [0, 1, 2] as const) {
        first[axis] = Math.min(first[axis], low[axis]);
        last[axis] = Math.max(last[axis], high[axis]);
      }
    }
  }
  const typed = (values: readonly number[]): Int32Array => Int32Array.from(values);
  return { start: typed(start), end: typed(end), line: typed(line), first, last, voxels };
}
