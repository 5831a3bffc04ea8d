import { boxOf, type Index3 } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import { isBone, paintKinds, type Landscape } from './landscape.ts';

/** The bone about a lesion, in a box of the volume. */
export interface Surroundings {
  readonly size: Index3;
  readonly offset: Index3;
  /** 1 where there is bone; the lesion's own mineral is left out. */
  readonly bone: Uint8Array;
}

/** Bone within `reach` mm of the lesion's bounding box. */
export function boneAround(land: Landscape, { region, mineral }: GrownLesion, reach: number): Surroundings {
  const { size: whole, spacing } = land.volume;
  const { first, last } = boxOf(mineral, region.size);
  const box = [0, 1, 2].map((axis) => {
    const step = Math.ceil(reach / (spacing[axis] ?? 1));
    const from = region.offset[axis] ?? 0;
    const low = Math.max(0, (first[axis] ?? 0) + from - step);
    return [low, Math.min((whole[axis] ?? 1) - 1, (last[axis] ?? 0) + from + step) - low + 1] as const;
  });
  const offset = box.map(([low]) => low) as unknown as Index3;
  const size = box.map(([, length]) => length) as unknown as Index3;
  const bone = paintKinds(land, { size, offset }, isBone);
  const [nx, ny] = region.size;
  const [a, b, c] = region.offset.map((from, axis) => from - (offset[axis] ?? 0)) as unknown as Index3;
  for (let k = first[2]; k <= last[2]; k += 1)
    for (let j = first[1]; j <= last[1]; j += 1)
      for (let i = first[0]; i <= last[0]; i += 1)
        if (mineral[i + nx * (j + ny * k)]) bone[i + a + size[0] * (j + b + size[1] * (k + c))] = 0;
  return { size, offset, bone };
}
