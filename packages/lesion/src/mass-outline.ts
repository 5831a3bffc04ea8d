import type { Volume } from '@calx/dicom';
import { cellsAbout, near, type Cells } from './coarse-cells.ts';
import { boxOf, countSet, cutRegion, type Index3 } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import { labelAt, labelRuns } from './label-runs.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';
import { percentile } from './statistics.ts';

/** A lesion with the soft-tissue mass about its mineral, in a region that holds both. */
export type OutlinedLesion = GrownLesion & { readonly mass: Uint8Array };

/** Normal distribution: half its interquartile range to its standard deviation. */
const quartileToSd = 0.7413;

/**
 * The soft-tissue mass that a lesion's mineral lies in, found by its density: on cells of `outline.cell` mm, averaged
 * with their neighbours, it grows from the mineral through what is as dense as its nearest surroundings. It counts as
 * found only where it has an edge all round: half as much tolerance again must hardly change it (`outline.stable`),
 * and hardly any of it may lie at the end of the image or of the search. The edge then lies half way to the nearest denser and less dense
 * tissue. Null where mass and surroundings can't be told apart, as muscle and a mass of its density.
 */
export function outlineMass(land: Landscape, lesion: GrownLesion): OutlinedLesion | null {
  const { volume, rules, pause } = land;
  const cells = cellsAbout(land, lesion);
  const beside = tissueBeside(cells);
  if (beside.length < enough) return null;
  const level = percentile(beside, 0.5);
  const spread = quartileToSd * (percentile(beside, 0.75) - percentile(beside, 0.25));
  const least = Math.max(rules.outline.sureness * spread, rules.outline.minContrast / 2);
  const tight = grow(cells, level - least, level + least, rules.outline.cutShare);
  if (tight.leaks) return null;
  pause();
  const looser = grow(cells, level - 1.5 * least, level + 1.5 * least, rules.outline.cutShare);
  if (looser.leaks || looser.cells > rules.outline.stable * tight.cells) return null;
  const around = outside(cells, looser.set);
  const denser = around.filter((value) => value > level + least);
  const lighter = around.filter((value) => value < level - least);
  const found = grow(
    cells,
    lighter.length < enough ? -Infinity : (level + percentile(lighter, 0.75)) / 2,
    denser.length < enough ? Infinity : (level + percentile(denser, 0.25)) / 2,
    rules.outline.cutShare,
  );
  if (found.leaks || found.cells > rules.outline.stable ** 2 * looser.cells) return null;
  pause();
  return withMass(land, lesion, cells, closed(cells, found.set), volume);
}

/** Cells needed for a level that stands for a tissue. */
const enough = 20;

/** Ascending values of the averaged cells two steps from the mineral and farther, as far as steps are counted. */
function tissueBeside({ values, steps }: Cells): Float32Array {
  const found: number[] = [];
  for (let cell = 0; cell < steps.length; cell += 1) {
    const step = steps[cell] as number;
    if (step >= 2 && step <= near && !Number.isNaN(values[cell])) found.push(values[cell] as number);
  }
  return Float32Array.from(found).sort();
}

/** Ascending values of the cells two and three steps outside a set: beyond what averaging mixes. */
function outside({ values, beyond, beside }: Cells, set: Uint8Array): Float64Array {
  const reached = set.slice();
  const found: number[] = [];
  let edge: number[] = [];
  set.forEach((belongs, cell) => {
    if (belongs) edge.push(cell);
  });
  for (let step = 1; step <= 3; step += 1) {
    const next: number[] = [];
    for (const cell of edge)
      for (const offset of beside) {
        const other = cell + offset;
        if (beyond[other] || reached[other]) continue;
        reached[other] = 1;
        next.push(other);
        const value = values[other] as number;
        if (step > 1 && !Number.isNaN(value)) found.push(value);
      }
    edge = next;
  }
  return Float64Array.from(found).sort();
}

interface Grown {
  readonly set: Uint8Array;
  readonly cells: number;
  /** Too many of its cells lie at the end of the search or of the image. */
  readonly leaks: boolean;
}

/**
 * Cells joined to the mineral whose averaged value lies in a range; those at the mineral itself always belong. It goes
 * on only from cells with all neighbours in the range: between fat and muscle lies a sheet of every density between.
 */
function grow(cells: Cells, low: number, high: number, cutShare: number): Grown {
  const { beyond, beside } = cells;
  const fits = fitting(cells, low, high);
  const core = coreOf(fits, cells);
  const grown = withNeighbours(joinedToMineral(core, cells), fits, beside);
  let cut = 0;
  for (let cell = 0; cell < grown.length; cell += 1)
    if (grown[cell] && anyBeside(beyond, cell, beside)) cut += 1;
  const set = withNeighbours(grown, fits, beside);
  const all = countSet(set);
  return { set, cells: all, leaks: cut > cutShare * all };
}

/** The cells at the mineral, and those that fit with all their neighbours that are not beyond. */
function coreOf(fits: Uint8Array, { steps, beyond, beside }: Cells): Uint8Array {
  const open = new Uint8Array(fits.length);
  for (let cell = 0; cell < open.length; cell += 1)
    if (fits[cell] || beyond[cell] || steps[cell] === 0) open[cell] = 1;
  const core = new Uint8Array(fits.length);
  for (let cell = 0; cell < core.length; cell += 1) {
    if (steps[cell] === 0) core[cell] = 1;
    else if (fits[cell] && allBeside(open, cell, beside)) core[cell] = 1;
  }
  return core;
}

/** The core cells that are joined to the mineral through others. */
function joinedToMineral(core: Uint8Array, { steps, size }: Cells): Uint8Array {
  const labelling = labelRuns(core, size, 1, 1);
  const { runs, components } = labelling;
  const joined = new Uint8Array(components.length);
  for (let cell = steps.indexOf(0); cell >= 0; cell = steps.indexOf(0, cell + 1)) {
    const line = Math.floor(cell / size[0]);
    const [j, k] = [line % size[1], Math.floor(line / size[1])];
    joined[labelAt(labelling, size, [cell - line * size[0], j, k])] = 1;
  }
  const set = new Uint8Array(core.length);
  for (let r = 0; r < runs.label.length; r += 1) {
    const row = size[0] * (runs.line[r] as number);
    if (joined[runs.label[r] as number])
      set.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
  }
  return set;
}

/** A set with its neighbours that fit. */
function withNeighbours(set: Uint8Array, fits: Uint8Array, beside: Int32Array): Uint8Array {
  const wider = set.slice();
  for (let cell = 0; cell < set.length; cell += 1)
    if (fits[cell] && !set[cell] && anyBeside(set, cell, beside)) wider[cell] = 1;
  return wider;
}

function anyBeside(set: Uint8Array, cell: number, beside: Int32Array): boolean {
  for (let n = 0; n < 6; n += 1) if (set[cell + (beside[n] as number)]) return true;
  return false;
}

function allBeside(set: Uint8Array, cell: number, beside: Int32Array): boolean {
  for (let n = 0; n < 6; n += 1) if (!set[cell + (beside[n] as number)]) return false;
  return true;
}

/** The cells whose value lies in a range, and those at the mineral, which have none. */
function fitting({ values, steps, beyond }: Cells, low: number, high: number): Uint8Array {
  const fits = new Uint8Array(values.length);
  for (let cell = 0; cell < fits.length; cell += 1) {
    const value = values[cell] as number;
    if (value >= low && value <= high) fits[cell] = 1;
    else if (Number.isNaN(value) && !beyond[cell] && (steps[cell] as number) <= 1) fits[cell] = 1;
  }
  return fits;
}

/** A set with what it encloses: all that the grid's edge does not reach without crossing it. */
function closed({ beyond, beside }: Cells, set: Uint8Array): Uint8Array {
  const filled = new Uint8Array(set.length).fill(1);
  const queue = new Int32Array(set.length);
  let count = 0;
  for (let cell = beyond.indexOf(1); cell >= 0; cell = beyond.indexOf(1, cell + 1)) {
    filled[cell] = 0;
    queue[count++] = cell;
  }
  for (let n = 0; n < count; n += 1)
    for (let m = 0; m < 6; m += 1) {
      const other = (queue[n] as number) + (beside[m] as number);
      if (set[other] || !filled[other]) continue;
      filled[other] = 0;
      queue[count++] = other;
    }
  return filled;
}

/** The lesion in a region that holds its mass too; bone is no part of it. */
function withMass(
  land: Landscape,
  lesion: GrownLesion,
  cells: Cells,
  set: Uint8Array,
  volume: Volume,
): OutlinedLesion {
  const { first, last } = boxOf(set, cells.size);
  const margin = 12;
  const { from, step } = cells;
  const low = first.map((cell, axis) => (from[axis] ?? 0) + (cell - 1) * (step[axis] ?? 1) - margin);
  const high = last.map((cell, axis) => (from[axis] ?? 0) + cell * (step[axis] ?? 1) + margin);
  const own = lesion.region;
  const region = cutRegion(
    volume,
    low.map((x, axis) => Math.min(x, own.offset[axis] ?? 0)) as unknown as Index3,
    high.map((x, axis) =>
      Math.max(x, (own.offset[axis] ?? 0) + (own.size[axis] ?? 1) - 1),
    ) as unknown as Index3,
  );
  const mineral = new Uint8Array(region.values.length);
  const [ox, oy, oz] = own.offset.map((x, axis) => x - (region.offset[axis] ?? 0)) as unknown as Index3;
  for (let k = 0, at = 0; k < own.size[2]; k += 1)
    for (let j = 0; j < own.size[1]; j += 1, at += own.size[0])
      mineral.set(
        lesion.mineral.subarray(at, at + own.size[0]),
        ox + region.size[0] * (j + oy + region.size[1] * (k + oz)),
      );
  const bone = paintKinds(land, region, isBone);
  const mass = new Uint8Array(mineral.length);
  const [columnPart, rowPart, layerPart] = cells.partOfPlace;
  const [rx, ry, rz] = region.offset;
  for (let k = 0, at = 0; k < region.size[2]; k += 1)
    for (let j = 0; j < region.size[1]; j += 1) {
      const [row, layer] = [rowPart[j + ry] as number, layerPart[k + rz] as number];
      for (let i = 0; i < region.size[0]; i += 1, at += 1) {
        if (mineral[at]) bone[at] = 0;
        const column = columnPart[i + rx] as number;
        const inSet = column >= 0 && row >= 0 && layer >= 0 && set[column + row + layer];
        mass[at] = mineral[at] || (inSet && !bone[at]) ? 1 : 0;
      }
    }
  return { region, mineral, bone, mass };
}
