import { countSet } from '../grid.ts';
import { distanceTo } from '../distance-transform.ts';
import { labelRuns, type Component } from '../label-runs.ts';
import { connectedTo, maskOf } from '../morphology.ts';
import { noPause, type Pause } from '../pause.ts';
import { robustSpread, sortedWithin, percentile } from '../statistics.ts';
import { openedValues, surfaceBehind } from './background.ts';
import type { Excluded } from './excluded.ts';
import type { WorkingImage } from './image.ts';
import { RadiographError } from './refusal.ts';
import type { RadiographRules } from './rules.ts';
import { isStroke } from './stroke.ts';

/** Mineral pixels of one lesion with their contrast to the tissue around. */
export interface MineralPixels {
  readonly mask: Uint8Array;
  /** Value above the background. */
  readonly contrast: Float32Array;
  readonly threshold: number;
  /** Spread of the noise. */
  readonly noise: number;
}

/** Noise: spread of each pixel's difference from the mean of its two neighbours in the row (sqrt 1.5 times the noise). */
function noiseOf({ values, width }: WorkingImage, excluded: Uint8Array): number {
  const rest: number[] = [];
  for (let at = 1; at < values.length - 1; at += 3) {
    if (excluded[at] || at % width === 0 || at % width === width - 1) continue;
    rest.push((values[at] as number) - ((values[at - 1] as number) + (values[at + 1] as number)) / 2);
  }
  return robustSpread(Float64Array.from(rest).sort()).sd / Math.sqrt(1.5);
}

function joined({ border, opaque }: Excluded): Uint8Array {
  return border.map((set, at) => (set || opaque[at] ? 1 : 0));
}

/**
 * Mineral at a click: contrast above a broad background, at least a share of the clicked nodule's own; clumps nearby
 * join. What runs on into a shutter or the image's edge, or is a long unbroken band, is bone.
 * @throws RadiographError `nothingHere`, `bone`, `stroke`
 */
export function mineralAt(
  image: WorkingImage,
  place: number,
  excluded: Excluded,
  rules: RadiographRules,
  pause: Pause = noPause,
): MineralPixels {
  const out = joined(excluded);
  const floor = openedValues(image, rules.background.radius);
  const contrast = image.values.map((value, at) => (out[at] ? 0 : value - (floor[at] as number)));
  const noise = noiseOf(image, out);
  const { mineral } = rules;
  const peak = peakNear(contrast, image, place, mineral.searchRadius);
  const threshold = Math.max(mineral.noiseFactor * noise, mineral.peakShare * contrast[peak]!);
  if ((contrast[peak] as number) < threshold)
    throw new RadiographError('nothingHere', { radius: mineral.searchRadius });
  const above = maskOf(contrast, (value) => value >= threshold);
  const seed = connectedTo([peak], above, image.size);
  const seedPart = partsOf(seed, image)[0];
  const least = mineral.minArea / (image.spacing[0] * image.spacing[1]);
  if (!seedPart || seedPart.voxels < least)
    throw new RadiographError('nothingHere', { radius: mineral.searchRadius });
  if (isBone(seedPart, image, rules)) throw new RadiographError('bone');
  if (isStroke(seed, image, rules)) throw new RadiographError('stroke');
  return { mask: gathered(seed, above, image, rules, pause), contrast, threshold, noise };
}

/**
 * Mineral within an outline: contrast above a surface fitted to the tissue around it.
 * @throws RadiographError `opaqueInside`, `nothingHere`
 */
export function mineralWithin(
  image: WorkingImage,
  outline: Uint8Array,
  excluded: Excluded,
  rules: RadiographRules,
): MineralPixels {
  const out = joined(excluded);
  const covered = outline.filter((set, at) => set && out[at]).length;
  if (covered > countSet(outline) / 2) throw new RadiographError('opaqueInside');
  const { background, mineral } = rules;
  const floor = surfaceBehind(image, outline, out, background.ring, background.rejection);
  const contrast = image.values.map((value, at) => (out[at] ? 0 : value - (floor[at] as number)));
  const noise = noiseOf(image, out);
  const high = percentile(sortedWithin(contrast, outline), 0.98);
  const threshold = Math.max(mineral.noiseFactor * noise, mineral.peakShare * high);
  const mask = outline.map((set, at) => (set && (contrast[at] as number) >= threshold ? 1 : 0));
  const kept = withoutSpecks(mask, image, mineral.minArea);
  if (countSet(kept) === 0) throw new RadiographError('nothingHere', { radius: 0 });
  return { mask: kept, contrast, threshold, noise };
}

function peakNear(contrast: Float32Array, image: WorkingImage, place: number, radius: number): number {
  const [x, y] = [place % image.width, Math.floor(place / image.width)];
  const reach = [Math.round(radius / image.spacing[0]), Math.round(radius / image.spacing[1])] as const;
  let best = place;
  // The clicked pixel wins over a denser one nearby, so that a click on a faint nodule is not pulled away from it.
  let bestWeight = contrast[place] as number;
  for (let v = Math.max(0, y - reach[1]); v <= Math.min(image.height - 1, y + reach[1]); v += 1) {
    for (let u = Math.max(0, x - reach[0]); u <= Math.min(image.width - 1, x + reach[0]); u += 1) {
      const away = Math.hypot((u - x) * image.spacing[0], (v - y) * image.spacing[1]) / radius;
      if (away > 1) continue;
      const weight = (contrast[u + image.width * v] as number) * (1 - away / 2);
      if (weight > bestWeight) {
        bestWeight = weight;
        best = u + image.width * v;
      }
    }
  }
  return best;
}

function partsOf(mask: Uint8Array, { size }: WorkingImage): readonly Component[] {
  return labelRuns(mask, size, 1, 1).components;
}

/** Does a part leave the image, or is it a band as long as an edge of bone? */
function isBone(
  { first, last }: Component,
  { size, spacing }: WorkingImage,
  { mineral }: RadiographRules,
): boolean {
  if (first[0] === 0 || first[1] === 0 || last[0] === size[0] - 1 || last[1] === size[1] - 1) return true;
  const extent = Math.hypot((last[0] - first[0]) * spacing[0], (last[1] - first[1]) * spacing[1]);
  return extent > mineral.boneLength;
}

/** Adds parts within the gather distance of the lesion until none is left; specks and bone stay out. */
function gathered(
  seed: Uint8Array,
  above: Uint8Array,
  image: WorkingImage,
  rules: RadiographRules,
  pause: Pause,
): Uint8Array {
  const { components, runs } = labelRuns(above, image.size, 1, 1);
  const pixel = image.spacing[0] * image.spacing[1];
  const alone = (label: number): Uint8Array => {
    const mask = new Uint8Array(above.length);
    for (let r = 0; r < runs.label.length; r += 1) {
      if (runs.label[r] !== label) continue;
      const row = image.width * (runs.line[r] as number);
      mask.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
    }
    return mask;
  };
  const joins = components.map(
    (part) => part.voxels * pixel >= rules.mineral.minArea && !isBone(part, image, rules),
  );
  const lesion = Uint8Array.from(seed);
  for (let grew = true; grew;) {
    grew = false;
    pause();
    const distance = distanceTo(lesion, image.size, image.spacing);
    const near = new Set<number>();
    const eachPixel = (visit: (label: number, at: number) => void): void => {
      for (let r = 0; r < runs.label.length; r += 1) {
        const row = image.width * (runs.line[r] as number);
        for (let x = runs.start[r] as number; x <= (runs.end[r] as number); x += 1)
          visit(runs.label[r] as number, row + x);
      }
    };
    eachPixel((label, at) => {
      if (joins[label] && !lesion[at] && (distance[at] as number) <= rules.mineral.gatherDistance)
        near.add(label);
    });
    for (const label of near) if (isStroke(alone(label), image, rules)) joins[label] = false;
    eachPixel((label, at) => {
      if (!near.has(label) || !joins[label] || lesion[at]) return;
      lesion[at] = 1;
      grew = true;
    });
  }
  return lesion;
}

function withoutSpecks(mask: Uint8Array, image: WorkingImage, minArea: number): Uint8Array {
  const { components, runs } = labelRuns(mask, image.size, 1, 1);
  const least = minArea / (image.spacing[0] * image.spacing[1]);
  const kept = new Uint8Array(mask.length);
  for (let r = 0; r < runs.label.length; r += 1) {
    if ((components[runs.label[r] as number]?.voxels ?? 0) < least) continue;
    const row = image.width * (runs.line[r] as number);
    kept.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
  }
  return kept;
}
