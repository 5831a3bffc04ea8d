import type { Geometry, Vec3 } from '@calx/dicom';
import { countSet, cropTo, voxelVolume, type Index3 } from '../grid.ts';
import { CancelledError } from '../refusal.ts';
import { closed } from '../morphology.ts';
import { shapeOf } from '../shape.ts';
import type { MrLesion, MrVoxels, MuscleReading } from './measurement.ts';
import { clickedMuscle, proposedMuscle, type MuscleReference } from './muscle.ts';
import { mrProposals } from './proposals.ts';
import { MrError, type MrRefusal } from './refusal.ts';
import { growRegion } from './region.ts';
import { mrRules, type MrRules } from './rules.ts';
import { carriedTo, indexBounds, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';
import { signalOf, type SignalMeasurement } from './signal.ts';

export interface MrRequest {
  /** Series UID that the click or mask belongs to; without it the first of T1, T2, others. */
  readonly series?: string;
  /** One click, LPS mm in that series' frame. */
  readonly at?: Vec3;
  /** The whole lesion on that series' grid, 1 where it is. */
  readonly mask?: Uint8Array;
  /** A lesion found on another series (CT), with its grid and Frame of Reference UID. */
  readonly carried?: {
    readonly geometry: Geometry;
    readonly mask: Uint8Array;
    readonly frameOfReference: string;
    /** As people call it. */
    readonly name: string;
  };
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
    const readings = readSequences(sequences, anchor, found, request, rules, options, refusals);
    if (readings.length === 0) return { lesions: [], voxels: [], refusals };
    const lesion = assemble(anchor, found, readings, rules);
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

interface Found extends MaskedRegion {
  readonly rule: MrLesion['rule'];
}

function lesionOn({ volume, frameOfReference }: MrSequence, request: MrRequest, rules: MrRules): Found {
  if (request.mask) return { ...withinMask(volume, request.mask), rule: 'mask' };
  if (request.at) {
    const grown = growRegion(volume, request.at, rules);
    return { ...grown, rule: grown.edge === 'grown' ? 'click' : 'sample' };
  }
  const { carried } = request;
  if (!carried) throw new MrError('noPoint');
  if (carried.frameOfReference === '' || carried.frameOfReference !== frameOfReference)
    throw new MrError('otherFrame', { name: carried.name });
  const source: SpatialMask = {
    geometry: carried.geometry,
    mask: carried.mask,
    region: { size: carried.geometry.size as Index3, offset: [0, 0, 0] },
  };
  const radius = rules.region.closingRadius;
  const there = carriedTo(volume, source, radius);
  if (!there) throw new MrError('notCovered');
  return { region: there.region, mask: closed(there.mask, there.region, radius), rule: 'carried' };
}

function withinMask(volume: MrSequence['volume'], mask: Uint8Array): MaskedRegion {
  if (mask.length !== volume.data.length) throw new MrError('otherGrid');
  const region = { size: volume.size as Index3, offset: [0, 0, 0] as const };
  const found = carriedTo(volume, { geometry: volume, region, mask }, 0);
  if (!found) throw new MrError('notCovered');
  return found;
}

interface Reading {
  readonly sequence: MrSequence;
  readonly lesion: MaskedRegion;
  readonly muscle: MuscleReference;
  readonly signal: SignalMeasurement;
}

function readSequences(
  sequences: readonly MrSequence[],
  anchor: MrSequence,
  found: Found,
  request: MrRequest,
  rules: MrRules,
  options: MrOptions,
  refusals: MrRefusal[],
): Reading[] {
  const source: SpatialMask = { geometry: anchor.volume, region: found.region, mask: found.mask };
  const readings: Reading[] = [];
  const others = sequences.filter((sequence) => sequence !== anchor);
  for (const [n, sequence] of [anchor, ...others].entries()) {
    if (options.shouldStop?.()) throw new CancelledError('stopped');
    try {
      readings.push(
        readOne(sequence, sequence === anchor, anchor, source, readings[0]?.muscle, request, rules),
      );
    } catch (error) {
      if (!(error instanceof MrError)) throw error;
      refusals.push(refuse(sequence, error.code, error.params));
    }
    options.onProgress?.((n + 1) / (sequences.length + 1));
  }
  return readings;
}

function readOne(
  sequence: MrSequence,
  own: boolean,
  anchor: MrSequence,
  source: SpatialMask,
  anchorMuscle: MuscleReference | undefined,
  request: MrRequest,
  rules: MrRules,
): Reading {
  const sameFrame = sequence.frameOfReference !== '' && sequence.frameOfReference === anchor.frameOfReference;
  if (!own && !sameFrame) throw new MrError('otherFrame', { name: anchor.name });
  const lesion = carriedTo(sequence.volume, source, 0);
  if (!lesion || countSet(lesion.mask) < rules.region.minVoxels)
    throw new MrError(lesion ? 'tooSmall' : 'notCovered');
  const muscle = request.muscle
    ? clickedMuscle(sequence, request.muscle, rules)
    : ((anchorMuscle && carriedMuscle(sequence, anchor, anchorMuscle)) ??
      proposedMuscle(sequence, source, rules));
  return { sequence, lesion, muscle, signal: signalOf(sequence, lesion, muscle, rules) };
}

/** The reference region of the first sequence on another one of the same frame, so that all compare with one muscle. */
function carriedMuscle(
  { volume }: MrSequence,
  anchor: MrSequence,
  { region, mask, rule, centre }: MuscleReference,
): MuscleReference | null {
  const there = carriedTo(volume, { geometry: anchor.volume, region, mask }, 0);
  return there && { ...there, rule, centre };
}

function assemble(
  { volume }: MrSequence,
  found: Found,
  readings: readonly Reading[],
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
    fluidLevel: null,
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
function voxelsOf(anchor: MrSequence, found: Found, readings: readonly Reading[]): MrVoxels {
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
