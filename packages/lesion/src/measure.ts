import type { Vec3, Volume } from '@calx/dicom';
import { candidates, type Search } from './candidates.ts';
import { describeLesion, type Asked, type LesionVoxels } from './describe.ts';
import { editLesion, type LesionEdit } from './edit.ts';
import { withinBox, withinMass } from './given-mass.ts';
import { growAt, type GrownLesion } from './grow.ts';
import { survey, type Landscape } from './landscape.ts';
import type { LesionMeasurement } from './measurement.ts';
import { isBesideMetal } from './metal.ts';
import { stopIfAsked } from './pause.ts';
import { LesionError, type Refusal } from './refusal.ts';
import { ctRules, type CtRules } from './rules.ts';
import { runsOfMask } from './run-set.ts';
import { boneAround, type Surroundings } from './surroundings.ts';

export interface MeasureRequest {
  /** One click, LPS mm. */
  readonly at?: Vec3;
  /** A box about the mineral, two opposite corners, LPS mm; its sides run along the volume's axes. */
  readonly box?: readonly [Vec3, Vec3];
  /** The whole mass on the volume's grid, 1 where it is. */
  readonly mask?: Uint8Array;
  /** Changes by hand of what the click gave, in their order. */
  readonly edits?: readonly LesionEdit[];
  /** HU at or above which a voxel is mineral; without it the rules' own, and volumes are best estimates. */
  readonly thresholdHU?: number;
  /** Unit vector along which things fall, LPS; without a word the patient lies supine: (0, 1, 0). */
  readonly gravity?: Vec3;
}

/** What a measurement is at: finding and sorting all that is dense, growing the lesion, describing it. */
export type MeasureStep = 'survey' | 'grow' | 'describe';

export interface MeasureOptions {
  readonly rules?: CtRules;
  /** Called as each step begins. */
  readonly onStep?: (step: MeasureStep) => void;
  /** Fraction done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
  /** Asked all through the work, so it must be quick. */
  readonly shouldStop?: () => boolean;
  /** Also give the bone this far about each lesion, mm. */
  readonly surroundings?: number;
}

export interface MeasureResult {
  readonly lesions: readonly LesionMeasurement[];
  /** Parallel to `lesions`. */
  readonly voxels: readonly LesionVoxels[];
  /** Parallel to `lesions`; empty unless asked for. */
  readonly surroundings: readonly Surroundings[];
  readonly refusals: readonly Refusal[];
}

/** Shares of the work that are done once the whole volume is labelled, and once the lesion is grown. */
const surveyed = 0.3;
const grownTo = 0.5;
const supine: Vec3 = [0, 1, 0];

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
  const asked: Asked = {
    rule: ruleOf(request),
    counted: request.thresholdHU !== undefined,
    gravity: request.gravity ?? supine,
  };
  try {
    const pause = (): void => stopIfAsked(options);
    const onSlice = (slice: number): void => {
      pause();
      options.onProgress?.((surveyed * slice) / volume.size[2]);
    };
    options.onStep?.('survey');
    const land = survey(volume, request.thresholdHU ?? rules.mineral.thresholdHU, rules, onSlice, pause);
    options.onStep?.('grow');
    const search = ruleOf(request) === 'candidate' ? candidates(land) : null;
    const found = search?.lesions ?? lesionsOf(land, request);
    options.onProgress?.(grownTo);
    options.onStep?.('describe');
    const measured = found.map((grown, n) => {
      pause();
      return describeLesion(land, grown, asked, (done) =>
        options.onProgress?.(grownTo + (1 - grownTo) * ((n + done) / found.length)),
      );
    });
    options.onProgress?.(1);
    return {
      lesions: measured.map(({ lesion }) => lesion),
      voxels: measured.map(({ voxels }) => voxels),
      surroundings:
        options.surroundings === undefined
          ? []
          : found.map((grown) => boneAround(land, grown, options.surroundings ?? 0)),
      refusals: search
        ? leftOut(search, where, rules)
        : found.flatMap((grown) => streaks(land, grown, where)),
    };
  } catch (error) {
    if (!(error instanceof LesionError)) throw error;
    return refused({ where, code: error.code, params: error.params });
  }
}

function ruleOf({ mask, at, box, edits = [] }: MeasureRequest): LesionMeasurement['rule'] {
  if (mask) return 'mask';
  if (!at && !box) return 'candidate';
  if (edits.length > 0) return 'edited';
  return at ? 'click' : 'box';
}

function lesionsOf(
  land: Landscape,
  { mask, at, box, edits = [] }: MeasureRequest,
): readonly (GrownLesion & { readonly mass?: Uint8Array })[] {
  if (mask) return [withinMass(land, mask)];
  const grown = at ? growAt(land, at) : box && withinBox(land, box);
  if (!grown) return [];
  return [edits.length > 0 ? editLesion(land, grown, edits) : grown];
}

/** Metal so near a lesion that some of what was taken for its mineral may be streaks. */
function streaks(
  { metal, volume, rules }: Landscape,
  { mineral, region }: GrownLesion,
  where: string,
): Refusal[] {
  if (metal.size === 0) return [];
  if (!isBesideMetal(runsOfMask(mineral, region, volume.size[1]), metal, volume, rules)) return [];
  return [{ where, code: 'streaks', params: { distance: rules.lesion.metalDistance } }];
}

/** What a search passed over, said so that nobody takes its silence for absence. */
function leftOut({ leftOut: { metal, nearGas } }: Search, where: string, rules: CtRules): Refusal[] {
  return [
    ...(metal
      ? [{ where, code: 'nearMetal', params: { distance: rules.lesion.metalDistance } } as const]
      : []),
    ...(nearGas > 0
      ? [{ where, code: 'nearGas', params: { count: nearGas, distance: rules.gas.distance } } as const]
      : []),
  ];
}

function refused(refusal: Refusal): MeasureResult {
  return { lesions: [], voxels: [], surroundings: [], refusals: [refusal] };
}
