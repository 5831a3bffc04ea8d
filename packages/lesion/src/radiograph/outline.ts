import { countSet } from '../grid.ts';
import { insideOutline, type Point2, type Radiograph, type WorkingImage } from './image.ts';
import { RadiographError } from './refusal.ts';
import type { RadiographRules } from './rules.ts';

/**
 * The working pixels within a person's outline. A stray loop where a hand closes its line is no fault; an outline whose
 * inside is not plain (a bow tie) is.
 * @throws RadiographError `badOutline`, `outlineOutside`, `crossedOutline`
 */
export function outlined(
  { columns, rows }: Radiograph,
  working: WorkingImage,
  outline: readonly Point2[],
  { outline: limits }: RadiographRules,
): Uint8Array {
  if (outline.length < 3) throw new RadiographError('badOutline');
  const beyond = outline.filter(([x, y]) => x < -0.5 || y < -0.5 || x > columns - 0.5 || y > rows - 0.5);
  if (beyond.length > outline.length / 2) throw new RadiographError('outlineOutside', { columns, rows });
  const inside = insideOutline(working, outline);
  const pixels = countSet(inside);
  if (pixels === 0) throw new RadiographError('badOutline');
  if (beyond.length === 0) {
    // Of a plain polygon the area by its corners is that of its pixels; where it crosses itself, parts cancel or count twice.
    const { area, length } = byCorners(outline, working.factor);
    const rounding = length / 2;
    if (Math.abs(pixels - area) > limits.crossing * pixels + rounding)
      throw new RadiographError('crossedOutline');
  }
  return inside;
}

/** Area (shoelace formula) and length of a polygon, in working pixels. */
function byCorners(outline: readonly Point2[], factor: number): { area: number; length: number } {
  let [twice, length] = [0, 0];
  outline.forEach(([ax, ay], n) => {
    const [bx, by] = outline[(n + 1) % outline.length] as Point2;
    twice += ax * by - bx * ay;
    length += Math.hypot(bx - ax, by - ay);
  });
  return { area: Math.abs(twice) / (2 * factor * factor), length: length / factor };
}
