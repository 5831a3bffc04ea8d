import type { Vec3, Volume } from '@calx/dicom';
import { boneRelation } from './bone-relation.ts';
import { splitAtNecks } from './basins.ts';
import { densityOf } from './density.ts';
import {
  countSet,
  cropTo,
  cutRegion,
  eachSet,
  toPatient,
  voxelVolume,
  type Index3,
  type Region,
} from './grid.ts';
import { growAt, growFrom, type GrownLesion, type Landscape } from './grow.ts';
import { enclosedBy, hasFluidLevel, zonalityOf } from './inner-structure.ts';
import { labelRuns } from './label-runs.ts';
import type { LesionMeasurement, MineralComponent } from './measurement.ts';
import { proposalsOf } from './proposals.ts';
import { CancelledError, LesionError, type Refusal } from './refusal.ts';
import { ctRules, type CtRules } from './rules.ts';
import { shapeOf } from './shape.ts';
import { kindsOf } from './skeleton.ts';
import { estimateVolume } from './volume-estimate.ts';

export interface MeasureRequest {
  /** One click, LPS mm. */
  readonly at?: Vec3;
  /** The whole mass on the volume's grid, 1 where it is. */
  readonly mask?: Uint8Array;
  /** HU at or above which a voxel is mineral; without it the rules' own, and volumes are best estimates. */
  readonly thresholdHU?: number;
  /** Unit vector along which things fall, LPS; supine: (0, 1, 0). */
  readonly gravity?: Vec3;
}

export interface MeasureOptions {
  readonly rules?: CtRules;
  /** Fraction done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  readonly shouldStop?: () => boolean;
}

/** The measured voxels themselves, within a region of the volume: what is drawn is what was measured. */
export interface LesionVoxels {
  readonly size: Index3;
  readonly offset: Index3;
  readonly mineral: Uint8Array;
  readonly bone: Uint8Array;
  readonly mass: Uint8Array | null;
}

export interface MeasureResult {
  readonly lesions: readonly LesionMeasurement[];
  /** Parallel to `lesions`. */
  readonly voxels: readonly LesionVoxels[];
  readonly refusals: readonly Refusal[];
}

/** Most candidates that are proposed without a click. */
const maxCandidates = 5;
/** Voxels around a lesion that its own measurements look at. */
const marginVoxels = 12;
/** Share of the work that is the labelling of the whole volume. */
const labellingShare = 0.6;

/**
 * Measures the lesion at a click, in a given mass, or proposes candidates, most likely first. What can't be measured
 * is a refusal, not an exception; a wish to stop throws CancelledError.
 */
export function measureLesions(
  volume: Volume,
  request: MeasureRequest = {},
  options: MeasureOptions = {},
): MeasureResult {
  const rules = options.rules ?? ctRules();
  const where = volume.seriesUID;
  if (volume.quantity !== 'HU') return refused({ where, code: 'notHounsfield', params: {} });
  try {
    const land = survey(volume, request.thresholdHU ?? rules.mineral.thresholdHU, rules, options);
    const found = request.mask
      ? [{ grown: withinMask(land, request.mask), rule: 'mask' as const }]
      : request.at
        ? [{ grown: growAt(land, request.at), rule: 'click' as const }]
        : candidates(land).map((grown) => ({ grown, rule: 'candidate' as const }));
    const measured = found.map(({ grown, rule }, n) => {
      stopIfAsked(options);
      const result = measureOne(land, grown, rule, request);
      options.onProgress?.(labellingShare + (1 - labellingShare) * ((n + 1) / found.length));
      return result;
    });
    options.onProgress?.(1);
    return {
      lesions: measured.map(({ lesion }) => lesion),
      voxels: measured.map(({ voxels }) => voxels),
      refusals: [],
    };
  } catch (error) {
    if (!(error instanceof LesionError)) throw error;
    return refused({ where, code: error.code, params: error.params });
  }
}

function refused(refusal: Refusal): MeasureResult {
  return { lesions: [], voxels: [], refusals: [refusal] };
}

function stopIfAsked(options: MeasureOptions): void {
  if (options.shouldStop?.()) throw new CancelledError('stopped');
}

function survey(volume: Volume, threshold: number, rules: CtRules, options: MeasureOptions): Landscape {
  const labelling = labelRuns(volume.data, volume.size as Index3, threshold, rules.bone.cortexHU, (slice) => {
    stopIfAsked(options);
    options.onProgress?.((labellingShare * slice) / volume.size[2]);
  });
  const kinds = kindsOf(labelling, volume, rules);
  return { volume, threshold, labelling, kinds, rules };
}

/** Gathered masses with enough calcification of their own, the largest first. */
function candidates(land: Landscape): GrownLesion[] {
  const { labelling, kinds, rules, volume } = land;
  const cubic = voxelVolume(volume);
  const seeds = labelling.components
    .filter(({ label, voxels }) => kinds[label] === 'mineral' && voxels * cubic >= rules.mineral.seedVolume)
    .sort((a, b) => b.sum - a.sum);
  const taken: GrownLesion[] = [];
  for (const seed of seeds) {
    if (taken.length >= maxCandidates) break;
    if (
      taken.some(
        (lesion) => reaches(lesion, seed.first, seed.last) && holds(lesion, labelling, seed.label, volume),
      )
    )
      continue;
    taken.push(growFrom(land, seed.label));
  }
  return taken
    .map((lesion) => ({ lesion, voxels: countSet(lesion.mineral) }))
    .sort((a, b) => b.voxels - a.voxels)
    .map(({ lesion }) => lesion);
}

function reaches({ region }: GrownLesion, first: Index3, last: Index3): boolean {
  return (
    first.every((value, axis) => value < (region.offset[axis] ?? 0) + (region.size[axis] ?? 0)) &&
    last.every((value, axis) => value >= (region.offset[axis] ?? 0))
  );
}

/** Does a lesion already contain a voxel of that component? */
function holds(
  { region, mineral }: GrownLesion,
  labelling: Landscape['labelling'],
  label: number,
  volume: Volume,
): boolean {
  const ny = volume.size[1];
  for (let r = 0; r < labelling.runs.label.length; r += 1) {
    if (labelling.runs.label[r] !== label) continue;
    const row = labelling.runs.line[r] as number;
    const k = Math.floor(row / ny) - region.offset[2];
    const j = (row % ny) - region.offset[1];
    const i = (labelling.runs.start[r] as number) - region.offset[0];
    const within =
      i >= 0 && j >= 0 && k >= 0 && i < region.size[0] && j < region.size[1] && k < region.size[2];
    if (within && mineral[i + region.size[0] * (j + region.size[1] * k)]) return true;
  }
  return false;
}

/** The mineral of a given mass: its voxels at or above the threshold, bone and specks of noise left out. */
function withinMask(
  { volume, threshold, labelling, kinds, rules }: Landscape,
  mask: Uint8Array,
): GrownLesion & { mass: Uint8Array } {
  if (mask.length !== volume.data.length) throw new LesionError('otherGrid');
  const [nx, ny, nz] = volume.size;
  const first = [nx, ny, nz];
  const last = [-1, -1, -1];
  eachSet(volume.size as Index3, mask, (i, j, k) => {
    [i, j, k].forEach((value, axis) => {
      first[axis] = Math.min(first[axis] as number, value);
      last[axis] = Math.max(last[axis] as number, value);
    });
  });
  if ((last[0] as number) < 0) throw new LesionError('emptyMask');
  const margin = volume.spacing.map((step) => Math.ceil(maskMarginMm / step));
  const region = cutRegion(
    volume,
    first.map((value, axis) => value - (margin[axis] ?? 0)) as unknown as Index3,
    last.map((value, axis) => value + (margin[axis] ?? 0)) as unknown as Index3,
  );
  const [rx, ry, rz] = region.size;
  const mass = new Uint8Array(rx * ry * rz);
  const bone = new Uint8Array(mass.length);
  const specks = new Uint8Array(mass.length);
  for (let k = 0, at = 0; k < rz; k += 1) {
    for (let j = 0; j < ry; j += 1) {
      const row = nx * (j + region.offset[1] + ny * (k + region.offset[2])) + region.offset[0];
      for (let i = 0; i < rx; i += 1, at += 1) mass[at] = mask[row + i] ? 1 : 0;
    }
  }
  for (let r = 0; r < labelling.runs.label.length; r += 1) {
    const label = labelling.runs.label[r] as number;
    const bony = kinds[label] === 'skeleton' || kinds[label] === 'ossicle';
    const noise = (labelling.components[label]?.voxels ?? 0) < rules.mineral.minVoxels;
    if (!bony && !noise) continue;
    const row = labelling.runs.line[r] as number;
    const [j, k] = [(row % ny) - region.offset[1], Math.floor(row / ny) - region.offset[2]];
    if (j < 0 || k < 0 || j >= ry || k >= rz) continue;
    const from = Math.max(0, (labelling.runs.start[r] as number) - region.offset[0]);
    const to = Math.min(rx - 1, (labelling.runs.end[r] as number) - region.offset[0]);
    for (let i = from; i <= to; i += 1) (bony ? bone : specks)[i + rx * (j + ry * k)] = 1;
  }
  const mineral = Uint8Array.from(mass, (set, at) =>
    set && !bone[at] && !specks[at] && (region.values[at] as number) >= threshold ? 1 : 0,
  );
  return { region, mineral, bone, divided: false, mass };
}

/** Room around a given mass in which its bone is looked for, mm. */
const maskMarginMm = 30;

function measureOne(
  { volume, threshold, rules }: Landscape,
  grown: GrownLesion & { readonly mass?: Uint8Array },
  rule: LesionMeasurement['rule'],
  request: MeasureRequest,
): { lesion: LesionMeasurement; voxels: LesionVoxels } {
  const mass = grown.mass ?? null;
  const cubic = voxelVolume(volume);
  const count = countSet(grown.mineral);
  if (count === 0) throw new LesionError('nothingHere', { radius: rules.lesion.searchRadius });
  const { region, crop } = cropTo(grown.region, mass ?? grown.mineral, marginVoxels);
  const [mineral, bone] = [crop(grown.mineral), crop(grown.bone)];
  const voxels: LesionVoxels = {
    size: region.size,
    offset: region.offset,
    mineral,
    bone,
    mass: mass && crop(mass),
  };
  const shape = shapeOf(mineral, region, volume);
  const parts = componentsOf(mineral, region, volume);
  const nodes = splitAtNecks(mineral, region.size, region.spacing, rules.nodules.neckRatio);
  const lobes = nodes.basins.filter(({ voxels: n }) => n >= rules.mineral.minVoxels);
  const body = voxels.mass ?? enclosedBy(mineral, region.size);
  const estimate = estimateVolume(mineral, bone, region, rules);
  const counted = count * cubic;
  const spread = estimate.high - estimate.value;
  const measured = {
    series: volume.seriesUID,
    rule,
    thresholdHU: threshold,
    mass: mass ? { voxels: countSet(mass), volume: countSet(mass) * cubic } : null,
    mineral: {
      voxels: count,
      volume:
        request.thresholdHU === undefined
          ? estimate
          : {
              value: counted,
              unit: 'mm3' as const,
              low: Math.max(0, counted - spread),
              high: counted + spread,
            },
      components: parts,
    },
    boundingBox: shape.boundingBox,
    maxDiameter: shape.maxDiameter,
    surface: shape.surface,
    sphericity: shape.sphericity,
    nodules: { count: lobes.length, volumes: lobes.map(({ voxels: n }) => n * cubic).sort((a, b) => b - a) },
    density: densityOf(region.values.filter((_, at) => mineral[at] === 1)),
    bone: boneRelation(grown.mineral, grown.bone, grown.region, volume, rules, mass),
    fluidLevel: hasFluidLevel(mineral, body, region, gravityIn(volume, request.gravity), rules),
    zonality: zonalityOf(mineral, body, region, rules, mass !== null),
    confluence: confluenceOf(
      lobes.length,
      parts.filter(({ voxels: n }) => n >= rules.mineral.minVoxels).length,
    ),
  };
  return { lesion: { ...measured, proposals: proposalsOf(measured, rules) }, voxels };
}

/** Direction of gravity in the volume's index axes; without a word the patient lies supine. */
function gravityIn({ axes }: Volume, gravity: Vec3 = [0, 1, 0]): Vec3 {
  return axes.map(
    (axis) => axis[0] * gravity[0] + axis[1] * gravity[1] + axis[2] * gravity[2],
  ) as unknown as Vec3;
}

function confluenceOf(nodules: number, components: number): LesionMeasurement['confluence'] {
  if (nodules <= 1) return nodules === 1 ? 'fused' : null;
  if (components >= nodules) return 'separate';
  return 'partly_fused';
}

/** 6-connected components of the mineral, the largest first. */
function componentsOf(mineral: Uint8Array, region: Region, volume: Volume): MineralComponent[] {
  const masked = Float32Array.from(region.values, (value, at) =>
    mineral[at] ? value : Number.NEGATIVE_INFINITY,
  );
  const { components } = labelRuns(masked, region.size, -1e9, Number.POSITIVE_INFINITY);
  const cubic = voxelVolume(region);
  return [...components]
    .sort((a, b) => b.voxels - a.voxels || a.label - b.label)
    .map(({ voxels, max, centroidSum }) => ({
      voxels,
      volume: voxels * cubic,
      centroid: toPatient(
        volume,
        centroidSum.map((sum, axis) => sum / voxels + (region.offset[axis] ?? 0)) as unknown as Vec3,
      ),
      maxHU: max,
    }));
}
