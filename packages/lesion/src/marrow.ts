import type { Index3, Region } from './grid.ts';
import { labelRuns } from './label-runs.ts';
import { noPause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { paintRuns, runsOfComponent } from './run-set.ts';

/** Fills what bone encloses in the axial slices when it is wide enough to be a marrow cavity; narrow gaps stay open. */
export function fillMarrow(
  body: Uint8Array,
  { size, spacing }: Region,
  rules: CtRules,
  pause = noPause,
): Uint8Array {
  const [nx, ny, nz] = size;
  const plane = nx * ny;
  const filled = body.slice();
  const least = rules.bone.marrowArea / (spacing[0] * spacing[1]);
  const seen = new Uint8Array(plane);
  const hole = new Int32Array(plane);
  for (let k = 0; k < nz; k += 1) {
    pause();
    const slice = body.subarray(plane * k, plane * (k + 1));
    seen.set(slice);
    let count = 0;
    const visit = (at: number): void => {
      if (seen[at]) return;
      seen[at] = 1;
      hole[count] = at;
      count += 1;
    };
    for (let start = 0; start < plane; start += 1) {
      if (seen[start]) continue;
      count = 0;
      visit(start);
      let enclosed = true;
      for (let n = 0; n < count; n += 1) {
        const at = hole[n] as number;
        const i = at % nx;
        if (i === 0 || i === nx - 1 || at < nx || at >= plane - nx) enclosed = false;
        if (i > 0) visit(at - 1);
        if (i < nx - 1) visit(at + 1);
        if (at >= nx) visit(at - nx);
        if (at < plane - nx) visit(at + nx);
      }
      if (enclosed && count >= least)
        for (let n = 0; n < count; n += 1) filled[plane * k + (hole[n] as number)] = 1;
    }
  }
  return filled;
}

/** Fills, in place, closed holes of fewer voxels than `least`: noise takes single voxels out of what is not dense. */
export function fillPinholes(mask: Uint8Array, size: Index3, least: number): void {
  const holes = labelRuns(
    mask.map((set) => (set ? 0 : 1)),
    size,
    1,
    1,
  );
  for (const { label, voxels } of holes.components)
    if (voxels < least) paintRuns(runsOfComponent(holes, label), mask, { size, offset: [0, 0, 0] }, size[1]);
}
