import type { Covered, Volume } from '@calx/dicom';
import type { Index3 } from './grid.ts';
import type { Component, Labelling } from './label-runs.ts';

/**
 * Does a component reach the edge of what was imaged? Where slices were moved to lie over each other, that is the edge
 * of each slice, not of the volume.
 */
export function reachesEdge(component: Component, labelling: Labelling, { size, covered }: Volume): boolean {
  const { first, last } = component;
  const [nx, ny, nz] = size as Index3;
  if (first[2] === 0 || last[2] === nz - 1) return true;
  if (covered) return reachesSliceEdge(component.label, labelling, ny, covered);
  return first[0] === 0 || first[1] === 0 || last[0] === nx - 1 || last[1] === ny - 1;
}

function reachesSliceEdge(
  label: number,
  { runs, members }: Labelling,
  ny: number,
  { columns, rows, first }: Covered,
): boolean {
  for (let n = members.from[label] as number; n < (members.from[label + 1] as number); n += 1) {
    const r = members.order[n] as number;
    const line = runs.line[r] as number;
    const k = Math.floor(line / ny);
    const [u, v] = first[k] ?? [0, 0];
    const j = line - k * ny - v;
    if (j <= 0 || j >= rows - 1) return true;
    if ((runs.start[r] as number) <= u || (runs.end[r] as number) >= u + columns - 1) return true;
  }
  return false;
}
