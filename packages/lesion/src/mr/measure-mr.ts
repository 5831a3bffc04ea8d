import type { Vec3 } from '@calx/dicom';
import { countSet, cropTo, voxelVolume, type Index3 } from '../grid.ts';
import { shapeOf } from '../shape.ts';
import { answersOf, type Answers, type Reading } from './answers.ts';
import { lesionOn, type FoundLesion, type MrPlace } from './found-lesion.ts';
import type { MrLesion, MrVoxels, MuscleReading } from './measurement.ts';
import { mrProposals } from './proposals.ts';
import { readSequences } from './readings.ts';
import { MrError, type MrRefusal } from './refusal.ts';
import { mrRules, type MrRules } from './rules.ts';
import { indexBounds, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';

export interface MrRequest extends MrPlace {
  /** Series UID that the click or mask belongs to; without it the first of T1, T2, others. */
  readonly series?: string;
  /** A click on normal muscle, LPS mm; without it a region is proposed. */
  readonly muscle?: Vec3;
}

export interface MrOptions {
  readonly rules?: MrRules;
  readonly onProgress?: (done: number) => void;
  readonly shouldStop?: () => boolean;
}

export interface MrResult {
  readonly lesions: readonly MrLesion[];
  /** Parallel to `lesions`. */
  readonly voxels: readonly MrVoxels[];
  readonly refusals: readonly MrRefusal[];
}

/**
 * Measures one lesion on the MR sequences of a study: those that share the frame of reference of the lesion. What can't
 * be measured or a sequence can't answer is a refusal, not an exception; a wish to stop throws CancelledError.
 */
export function measureMr(
  sequences: readonly MrSequence[],
  request: MrRequest = {},
  options: MrOptions = {},
): MrResult {
  const rules = options.rules ?? mrRules();
  const refusals: MrRefusal[] = [];
  const anchor = chooseAnchor(sequences, request);
  if (!anchor) {
    const code = request.series === undefined ? 'mr.noSequence' : 'mr.noSuchSeries';
    return { lesions: [], voxels: [], refusals: [{ where: request.series ?? 'MR', code, params: {} }] };
  }
  try {
    const found = lesionOn(anchor, request, rules);
    if (found.rule === 'sample')
      refusals.push(refuse(anchor, 'noEdge', { radius: rules.region.sampleRadius }));
    const source: SpatialMask = { geometry: anchor.volume, region: found.region, mask: found.mask };
    const readings = readSequences(sequences, anchor, source, {
      ...options,
      rules,
      muscle: request.muscle,
      onProblem: (sequence, { code, params }) => refusals.push(refuse(sequence, code, params)),
    });
    if (readings.length === 0) return { lesions: [], voxels: [], refusals };
    const answers = answersOf(readings, source, found.rule, rules, (where, code, params = {}) =>
      refusals.push({ where, code: `mr.${code}`, params }),
    );
    const lesion = assemble(anchor, found, readings, answers, rules);
    refusals.push(...unanswered(sequences));
    options.onProgress?.(1);
    return { lesions: [lesion], voxels: [voxelsOf(anchor, found, readings)], refusals };
  } catch (error) {
    if (!(error instanceof MrError)) throw error;
    refusals.push(refuse(anchor, error.code, error.params), ...unanswered(sequences));
    return { lesions: [], voxels: [], refusals };
  }
}

/** Order in which a sequence is taken for the lesion's own grid where none is named. */
const preference: readonly string[] = [
  'mr-t1',
  'mr-t2',
  'mr-t2-fs',
  'mr-pd',
  'mr-pd-fs',
  'mr-t1-fs',
  'mr-t1-post',
];

function chooseAnchor(
  sequences: readonly MrSequence[],
  { series, carried }: MrRequest,
): MrSequence | undefined {
  if (series !== undefined) return sequences.find(({ volume }) => volume.seriesUID === series);
  const rank = ({ role }: MrSequence): number => {
    const place = preference.indexOf(role);
    return place < 0 ? preference.length : place;
  };
  const shared = sequences.filter((one) => carried && one.frameOfReference === carried.frameOfReference);
  const [first] = (shared.length > 0 ? shared : [...sequences]).sort((a, b) => rank(a) - rank(b));
  return first;
}

function assemble(
  { volume }: MrSequence,
  found: FoundLesion,
  readings: readonly Reading[],
  answers: Answers,
  rules: MrRules,
): MrLesion {
  const { region } = cropTo(found.region, found.mask, 1);
  const mask = cropTo(found.region, found.mask, 1).crop(found.mask);
  const shape = shapeOf(mask, region, volume);
  // What was carried over is measured where it was found, and may be the calcified part alone.
  const whole = found.rule === 'click' || found.rule === 'mask';
  const voxels = countSet(mask);
  const measured: Omit<MrLesion, 'proposals'> = {
    modality: 'MR',
    series: volume.seriesUID,
    rule: found.rule,
    thresholdHU: null,
    mass: whole ? { voxels, volume: voxels * voxelVolume(volume) } : null,
    mineral: null,
    boundingBox: shape.boundingBox,
    maxDiameter: whole ? shape.maxDiameter : null,
    surface: whole ? shape.surface : null,
    sphericity: whole ? shape.sphericity : null,
    nodules: null,
    density: null,
    bone: null,
    ...answers,
    zonality: null,
    confluence: null,
    muscle: readings.map(muscleReading),
    signal: readings.map(({ signal }) => signal),
  };
  const sure = new Map(readings.map(({ sequence }) => [sequence.volume.seriesUID, sequence.roleConfidence]));
  return { ...measured, proposals: mrProposals(measured, sure, rules) };
}

function muscleReading({ sequence, muscle }: Reading): MuscleReading {
  const { rule, centre, mask } = muscle;
  return { series: sequence.volume.seriesUID, rule, centre, voxels: countSet(mask) };
}

function refuse(sequence: MrSequence, code: MrError['code'], params: MrRefusal['params'] = {}): MrRefusal {
  return {
    where: sequence.volume.seriesUID,
    code: `mr.${code}`,
    params: { name: sequence.name, ...params },
  };
}

/** Sequences that a calcified mass is asked about, with the refusal that names the missing one. */
const asked = [
  ['mr-t1', 'missingT1'],
  ['mr-t2', 'missingT2'],
  ['mr-t2-fs', 'missingT2Fs'],
] as const;

/** What the study can't answer, by name: missing sequences, and calcium, which MR alone never tells. */
function unanswered(sequences: readonly MrSequence[]): MrRefusal[] {
  const onT1 = sequences.every(({ role }) => role.startsWith('mr-t1'));
  const missing = asked.filter(([role]) => !sequences.some((sequence) => sequence.role === role));
  return [
    { where: 'mineralised', code: onT1 ? 'mr.noCalciumT1' : 'mr.noCalcium', params: {} },
    ...missing.map(([role, code]): MrRefusal => ({ where: role, code: `mr.${code}`, params: {} })),
  ];
}

/** Lesion and muscle on the anchor's grid, within the box that holds both. */
function voxelsOf(anchor: MrSequence, found: FoundLesion, readings: readonly Reading[]): MrVoxels {
  const own = readings.find(({ sequence }) => sequence === anchor) ?? readings[0];
  const parts = [found, ...(own ? [own.muscle] : [])];
  const boxes = parts.flatMap(({ region, mask }) => {
    const bounds = indexBounds(mask, region.size);
    if (!bounds) return [];
    const moved = (corner: Index3): number[] =>
      corner.map((value, axis) => value + (region.offset[axis] ?? 0));
    return [{ first: moved(bounds.first), last: moved(bounds.last) }];
  });
  const low = [0, 1, 2].map((axis) => Math.min(...boxes.map(({ first }) => first[axis] as number)));
  const high = [0, 1, 2].map((axis) => Math.max(...boxes.map(({ last }) => last[axis] as number)));
  const size = low.map((value, axis) => (high[axis] as number) - value + 1) as unknown as Index3;
  const offset = low as unknown as Index3;
  const onto = ({ region, mask }: MaskedRegion): Uint8Array => {
    const result = new Uint8Array(size[0] * size[1] * size[2]);
    const [nx, ny] = region.size;
    for (let at = 0; at < mask.length; at += 1) {
      if (!mask[at]) continue;
      const row = Math.floor(at / nx);
      const i = (at % nx) + region.offset[0] - offset[0];
      const j = (row % ny) + region.offset[1] - offset[1];
      const k = Math.floor(row / ny) + region.offset[2] - offset[2];
      result[i + size[0] * (j + size[1] * k)] = 1;
    }
    return result;
  };
  const empty = new Uint8Array(size[0] * size[1] * size[2]);
  return {
    series: anchor.volume.seriesUID,
    size,
    offset,
    lesion: onto(found),
    muscle: own && own.sequence === anchor ? onto(own.muscle) : empty,
  };
}
