import type { Volume } from '@calx/dicom';
import type { Index3, Region } from './grid.ts';
import { labelRuns, type Labelling } from './label-runs.ts';
import { metalIn, type Metal } from './metal.ts';
import type { Pause } from './pause.ts';
import type { CtRules } from './rules.ts';
import { paintRun } from './run-set.ts';
import { kindsOf, type Kind } from './skeleton.ts';

/** All that is dense in a volume, by components and what they are. */
export interface Landscape {
  readonly volume: Volume;
  readonly threshold: number;
  readonly labelling: Labelling;
  readonly kinds: readonly Kind[];
  readonly metal: Metal;
  readonly rules: CtRules;
  readonly pause: Pause;
}

/** Labels a volume at the threshold and sorts what is found. */
export function survey(
  volume: Volume,
  threshold: number,
  rules: CtRules,
  onSlice: (slice: number) => void,
  pause: Pause,
): Landscape {
  const labelling = labelRuns(volume.data, volume.size as Index3, threshold, rules.bone.cortexHU, onSlice);
  const metal = metalIn(labelling, volume, rules);
  const kinds = kindsOf(labelling, volume, metal, rules, pause);
  return { volume, threshold, labelling, kinds, metal, rules, pause };
}

export const isBone = (kind: Kind | undefined): boolean => kind === 'skeleton' || kind === 'ossicle';

/** The voxels of a region that belong to components of some kinds. */
export function paintKinds(
  { labelling, kinds, volume }: Landscape,
  region: Pick<Region, 'size' | 'offset'>,
  wanted: (kind: Kind | undefined) => boolean,
): Uint8Array {
  const [nx, rows, slices] = region.size;
  const mask = new Uint8Array(nx * rows * slices);
  const { runs, lineStart } = labelling;
  const ny = volume.size[1];
  for (let k = 0; k < slices; k += 1) {
    for (let j = 0; j < rows; j += 1) {
      const line = j + region.offset[1] + ny * (k + region.offset[2]);
      for (let r = lineStart[line] as number; r < (lineStart[line + 1] as number); r += 1) {
        if (!wanted(kinds[runs.label[r] as number])) continue;
        paintRun(mask, region, ny, runs.start[r] as number, runs.end[r] as number, line);
      }
    }
  }
  return mask;
}
