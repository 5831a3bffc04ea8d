import { dilated, maskOf, opened } from '../morphology.ts';
import { labelRuns } from '../label-runs.ts';
import { percentile } from '../statistics.ts';
import type { WorkingImage } from './image.ts';
import type { RadiographRules } from './rules.ts';

/** Pixels that hold no tissue to measure. */
export interface Excluded {
  /** Shutters, printed frames and direct exposure: plateaus that reach the edge of the image. */
  readonly border: Uint8Array;
  /** Metal, burnt-in letters and burnt-out parts: plateaus at the top of the range away from the edge. */
  readonly opaque: Uint8Array;
}

/**
 * Finds plateaus, where neighbours do not differ by more than a small share of the range of values. Tissue always
 * shows noise and texture; shutters, direct exposure, letters and saturated metal do not.
 */
export function excludedOf(image: WorkingImage, { excluded }: RadiographRules): Excluded {
  const { values, size, spacing } = image;
  const [low, high] = rangeOf(values);
  const flat = flatPixels(image, excluded.flatShare * (high - low));
  const nearTop = high - excluded.extremeShare * (high - low);
  const nearBottom = low + excluded.extremeShare * (high - low);
  const top = flat.map((set, at) => (set && (values[at] as number) >= nearTop ? 1 : 0));
  const bottom = flat.map((set, at) => (set && (values[at] as number) <= nearBottom ? 1 : 0));
  const pixel = spacing[0] * spacing[1];
  const border = new Uint8Array(values.length);
  const opaque = new Uint8Array(values.length);
  for (const mask of [top, bottom]) {
    const { components, runs } = labelRuns(mask, size, 1, 1);
    const targets = components.map(({ first, last, voxels }) => {
      const atEdge = first[0] <= 1 || first[1] <= 1 || last[0] >= size[0] - 2 || last[1] >= size[1] - 2;
      if (voxels * pixel >= excluded.minBorder && (atEdge || mask === bottom)) return border;
      return mask === top && voxels * pixel >= excluded.minOpaque ? opaque : null;
    });
    for (let r = 0; r < runs.label.length; r += 1) {
      const row = size[0] * (runs.line[r] as number);
      const target = targets[runs.label[r] as number];
      target?.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
    }
  }
  addMetal(image, opaque, dilated(border, image, excluded.margin), excluded);
  return {
    border: dilated(border, image, excluded.margin),
    opaque: dilated(opaque, image, excluded.margin),
  };
}

/**
 * Metal below saturation: the densest parts of the picture where their edge climbs a large share of the range of
 * tissue within a millimetre, which bone and calcium, round as they are, do not.
 */
function addMetal(
  image: WorkingImage,
  opaque: Uint8Array,
  border: Uint8Array,
  { metalShare, metalEdge, minOpaque }: RadiographRules['excluded'],
): void {
  const { values, size, spacing, width, height } = image;
  const tissue = values.filter((_, at) => at % 5 === 0 && !border[at] && !opaque[at]).sort();
  if (tissue.length === 0) return;
  const range = percentile(tissue, 0.99) - percentile(tissue, 0.01);
  const level = percentile(tissue, 1 - metalShare);
  const dense = maskOf(values, (value, at) => value >= level && !border[at]);
  const { components, runs } = labelRuns(dense, size, 1, 1);
  const steepness = new Float64Array(components.length);
  const edges = new Float64Array(components.length);
  for (let r = 0; r < runs.label.length; r += 1) {
    const label = runs.label[r] as number;
    const y = runs.line[r] as number;
    if (y < 1 || y >= height - 1) continue;
    for (const x of [runs.start[r] as number, runs.end[r] as number]) {
      if (x < 1 || x >= width - 1) continue;
      const at = x + width * y;
      const across = ((values[at + 1] as number) - (values[at - 1] as number)) / (2 * spacing[0]);
      const down = ((values[at + width] as number) - (values[at - width] as number)) / (2 * spacing[1]);
      steepness[label] = (steepness[label] as number) + Math.hypot(across, down);
      edges[label] = (edges[label] as number) + 1;
    }
  }
  for (let r = 0; r < runs.label.length; r += 1) {
    const label = runs.label[r] as number;
    const large = (components[label]?.voxels ?? 0) * spacing[0] * spacing[1] >= minOpaque;
    const mean = (steepness[label] as number) / Math.max(1, edges[label] as number);
    if (!large || mean < metalEdge * range) continue;
    const row = width * (runs.line[r] as number);
    opaque.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
  }
}

export function rangeOf(values: ArrayLike<number>): readonly [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** Pixels of 3 x 3 blocks in which all values lie within a tolerance. */
function flatPixels(image: WorkingImage, tolerance: number): Uint8Array {
  const { width, height, values } = image;
  const centres = new Uint8Array(values.length);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = x + width * y;
      let [low, high] = [Infinity, -Infinity];
      for (let v = -width; v <= width; v += width) {
        for (let u = -1; u <= 1; u += 1) {
          const value = values[at + u + v] as number;
          if (value < low) low = value;
          if (value > high) high = value;
        }
      }
      centres[at] = high - low <= tolerance ? 1 : 0;
    }
  }
  const block = dilated(centres, { size: image.size, spacing: [1, 1, 1] }, Math.SQRT2);
  return opened(block, { size: image.size, spacing: [1, 1, 1] }, 1);
}
