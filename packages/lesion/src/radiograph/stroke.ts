import { distanceTo } from '../distance-transform.ts';
import { cropTo, type Region } from '../grid.ts';
import { labelRuns } from '../label-runs.ts';
import { maskOf } from '../morphology.ts';
import type { WorkingImage } from './image.ts';
import type { RadiographRules } from './rules.ts';

/**
 * Is a connected part a thin line that closes round nothing: a clip, a wire, a letter, an edge of bone? A shell of
 * calcification is thin too but goes round; a nodule is as wide as it is long.
 */
export function isStroke(
  mask: Uint8Array,
  { size, spacing, values }: WorkingImage,
  rules: RadiographRules,
): boolean {
  const { maxWidth, minLength, ratio } = rules.stroke;
  const whole: Region = { size, offset: [0, 0, 0], spacing, values };
  const { region, crop } = cropTo(whole, mask, 1);
  const own = crop(mask);
  const [columns, rows] = region.size;
  const length = Math.hypot((columns - 2) * spacing[0], (rows - 2) * spacing[1]);
  if (length < minLength) return false;
  const outside = maskOf(own, (set) => set === 0);
  const depth = distanceTo(outside, region.size, spacing).reduce((most, value) => Math.max(most, value), 0);
  // The middle of a line one pixel wide lies one pixel from what is outside.
  const width = 2 * depth - Math.min(spacing[0], spacing[1]);
  if (width > maxWidth || length < ratio * width) return false;
  const least = rules.mineral.minArea / (spacing[0] * spacing[1]);
  return labelRuns(outside, region.size, 1, 1).components.filter(({ voxels }) => voxels >= least).length < 2;
}
