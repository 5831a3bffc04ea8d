import type { Instance } from './instance.ts';
import { Tag } from './tags.ts';
import type { Vec3 } from './types.ts';

/** Unit vector of gravity in LPS by Patient Position (PS3.3 C.7.3.1.1.2). */
const down: Readonly<Record<string, Vec3>> = {
  HFS: [0, 1, 0],
  FFS: [0, 1, 0],
  HFP: [0, -1, 0],
  FFP: [0, -1, 0],
  HFDR: [-1, 0, 0],
  FFDR: [-1, 0, 0],
  HFDL: [1, 0, 0],
  FFDL: [1, 0, 0],
};

/** Where down was while a series was made; undefined where its files do not say. */
export function gravityOf(instances: readonly Instance[]): Vec3 | undefined {
  return down[instances[0]?.dataset.text(Tag.PatientPosition) ?? ''];
}
