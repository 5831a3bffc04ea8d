import { splitAtNecks } from '../basins.ts';
import { countSet } from '../grid.ts';
import type { MeasureOptions } from '../measure.ts';
import { stopIfAsked, type Pause } from '../pause.ts';
import { labelRuns } from '../label-runs.ts';
import { eroded } from '../morphology.ts';
import { sortedWithin, spreadOf } from '../statistics.ts';
import { excludedOf, type Excluded } from './excluded.ts';
import { placeOf, workingImage, type Point2, type Radiograph, type WorkingImage } from './image.ts';
import { lengthOf } from './length.ts';
import type { RadiographLesion, RadiographMasks } from './measurement.ts';
import { mineralAt, mineralWithin, type MineralPixels } from './mineral.ts';
import { radiographProposals } from './proposals.ts';
import { RadiographError, type RadiographProblem, type RadiographRefusal } from './refusal.ts';
import { outlined } from './outline.ts';
import { radiographRules, type RadiographRules } from './rules.ts';

export interface RadiographRequest {
  /** One click: column and row, 0 at the centre of the first pixel. */
  readonly at?: Point2;
  /** The mass as a polygon of such points; at least three. */
  readonly outline?: readonly Point2[];
}

export interface RadiographResult {
  readonly lesions: readonly RadiographLesion[];
  /** Parallel to `lesions`. */
  readonly masks: readonly RadiographMasks[];
  readonly refusals: readonly RadiographRefusal[];
}

/**
 * Measures the calcified mass at a click or in an outline on one radiograph. What can't be measured is a refusal, not
 * an exception; a wish to stop throws CancelledError.
 */
export function measureRadiograph(
  image: Radiograph,
  request: RadiographRequest = {},
  options: { readonly rules?: RadiographRules } & Pick<MeasureOptions, 'shouldStop'> = {},
): RadiographResult {
  const rules = options.rules ?? radiographRules();
  try {
    const pause = (): void => stopIfAsked(options);
    const working = workingImage(image, rules);
    pause();
    const excluded = excludedOf(working, rules);
    pause();
    const { found, outline, rule } = find(image, working, excluded, request, rules, pause);
    pause();
    const lesion = describe(image, working, excluded, found, outline, rule, rules);
    const { width, height, factor } = working;
    const masks = { series: image.series, width, height, factor, mineral: found.mask, ...excluded };
    const denser = shareBelow(working, excluded, found.mask);
    if (denser >= rules.mineral.denserThan) return { lesions: [lesion], masks: [masks], refusals: [] };
    const open = refusalOf(image, 'mineralOpen', { percent: Math.round(100 * denser) });
    return { lesions: [{ ...lesion, proposals: [] }], masks: [masks], refusals: [open] };
  } catch (error) {
    if (!(error instanceof RadiographError)) throw error;
    return { lesions: [], masks: [], refusals: [refusalOf(image, error.code, error.params)] };
  }
}

const refusalOf = (
  { series, name }: Radiograph,
  code: RadiographProblem,
  params: RadiographRefusal['params'],
): RadiographRefusal => ({ where: series, code: `radiograph.${code}`, params: { name, ...params } });

/** Share of what the film shows, border and metal left out, that is less dense than the mean of a lesion. */
function shareBelow({ values }: WorkingImage, { border, opaque }: Excluded, mineral: Uint8Array): number {
  const { mean } = spreadOf(sortedWithin(values, mineral));
  let [below, shown] = [0, 0];
  values.forEach((value, at) => {
    if (border[at] || opaque[at]) return;
    shown += 1;
    if (value < mean) below += 1;
  });
  return shown === 0 ? 0 : below / shown;
}

interface Found {
  readonly found: MineralPixels;
  readonly outline: Uint8Array | null;
  readonly rule: RadiographLesion['rule'];
}

function find(
  image: Radiograph,
  working: WorkingImage,
  excluded: Excluded,
  { at, outline }: RadiographRequest,
  rules: RadiographRules,
  pause: Pause,
): Found {
  if (outline) {
    const inside = outlined(image, working, outline, rules);
    return { found: mineralWithin(working, inside, excluded, rules), outline: inside, rule: 'outline' };
  }
  if (!at) throw new RadiographError('noPoint');
  const place = placeOf(working, at);
  if (place === null) throw new RadiographError('outside');
  if (excluded.border[place]) throw new RadiographError('onBorder');
  if (excluded.opaque[place]) throw new RadiographError('onOpaque');
  return { found: mineralAt(working, place, excluded, rules, pause), outline: null, rule: 'click' };
}

function describe(
  image: Radiograph,
  working: WorkingImage,
  excluded: Excluded,
  { mask, contrast, threshold, noise }: MineralPixels,
  outline: Uint8Array | null,
  rule: RadiographLesion['rule'],
  rules: RadiographRules,
): RadiographLesion {
  const { factor, spacing, size, values } = working;
  const pixelArea = spacing[0] * spacing[1];
  const least = rules.mineral.minArea / pixelArea;
  const lobes = splitAtNecks(mask, size, spacing, rules.nodules.neckRatio).basins.filter(
    ({ voxels }) => voxels >= least,
  );
  const parts = labelRuns(mask, size, 1, 1).components.filter(({ voxels }) => voxels >= least);
  const box = boxOf(mask, working);
  const inner = eroded(mask, working, Math.max(spacing[0], spacing[1]));
  const { mean, sd } = spreadOf(sortedWithin(contrast, countSet(inner) > 0 ? inner : mask));
  const [far, along] = diameterOf(mask, working);
  const state = (columns: number, rows: number): ReturnType<typeof lengthOf> =>
    lengthOf(columns * factor, rows * factor, image.calibration);
  const areas = lobes.map(({ voxels }) => voxels).sort((a, b) => b - a);
  const middle = areas[Math.floor(areas.length / 2)] ?? 0;
  const count = countSet(mask);
  const frame = outline ? countSet(outline) : box.width * box.height;
  const measured: Omit<RadiographLesion, 'proposals'> = {
    modality: 'radiograph',
    series: image.series,
    rule,
    thresholdHU: null,
    mass: null,
    mineral: null,
    boundingBox: [
      [box.x * factor, box.y * factor],
      [(box.x + box.width) * factor - 1, (box.y + box.height) * factor - 1],
    ],
    maxDiameter: state(far, along),
    width: state(box.width, 0),
    height: state(0, box.height),
    pixels: { count: count * factor * factor, filled: count / frame },
    surface: null,
    sphericity: null,
    nodules: { count: lobes.length, areas: areas.map((area) => area * factor * factor) },
    contrast: { mean, sd, noise, threshold },
    density: null,
    bone: null,
    fluidLevel: null,
    zonality: null,
    confluence: confluenceOf(lobes.length, parts.length),
    homogeneity: sd > rules.homogeneity.limit * mean ? 'heterogeneous' : 'homogeneous',
    excluded: {
      border: countSet(excluded.border) / values.length,
      opaque: countSet(excluded.opaque) / values.length,
    },
  };
  const punctate = middle * pixelArea <= rules.nodules.punctateArea;
  return { ...measured, proposals: radiographProposals(measured, punctate, rules) };
}

function confluenceOf(nodules: number, parts: number): RadiographLesion['confluence'] {
  if (nodules <= 1) return null;
  if (parts >= nodules) return 'separate';
  return parts === 1 ? 'fused' : 'partly_fused';
}

function boxOf(
  mask: Uint8Array,
  { width, height }: WorkingImage,
): Record<'x' | 'y' | 'width' | 'height', number> {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let at = 0; at < mask.length; at += 1) {
    if (!mask[at]) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** Columns and rows between the two pixel corners that lie farthest apart in mm; only row ends can. */
function diameterOf(mask: Uint8Array, { width, height, spacing }: WorkingImage): readonly [number, number] {
  const corners: Point2[] = [];
  for (let y = 0; y < height; y += 1) {
    const row = mask.subarray(y * width, (y + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    const end = row.lastIndexOf(1) + 1;
    corners.push([first, y], [end, y], [first, y + 1], [end, y + 1]);
  }
  let best: readonly [number, number] = [0, 0];
  let most = 0;
  corners.forEach(([ax, ay], n) => {
    for (let m = n + 1; m < corners.length; m += 1) {
      const [bx, by] = corners[m] as Point2;
      const far = Math.hypot((bx - ax) * spacing[0], (by - ay) * spacing[1]);
      if (far > most) {
        most = far;
        best = [Math.abs(bx - ax), Math.abs(by - ay)];
      }
    }
  });
  return best;
}
