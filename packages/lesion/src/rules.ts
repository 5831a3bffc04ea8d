import type { Release } from '@calx/knowledge';
import { thresholdRecord, thresholdRules, type Rules, type Threshold } from './threshold-rules.ts';

/** The numbers that decide which voxels are a lesion. Lengths in mm, volumes in mm3, densities in HU. */
export interface CtRules {
  readonly mineral: Rules<
    | 'thresholdHU'
    | 'seedMaxHU'
    | 'seedMeanHU'
    | 'seedVolume'
    | 'seedVoxels'
    | 'minVoxels'
    | 'noiseClots'
    | 'metalHU'
  >;
  readonly lesion: Rules<
    | 'searchRadius'
    | 'gatherDistance'
    | 'faintDistance'
    | 'metalDistance'
    | 'regionRadius'
    | 'airHU'
    | 'airDistance'
    | 'airShare'
  >;
  readonly bone: Rules<'minVolume' | 'marrowArea' | 'cortexHU' | 'neckRatio' | 'shellRatio' | 'surfaceHU'>;
  readonly fused: Rules<
    'minVolume' | 'coreVolume' | 'gap' | 'thickness' | 'skin' | 'reach' | 'bareShare' | 'surroundings'
  >;
  readonly divide: Rules<'cortexReach' | 'cortexRatio' | 'wideNeckRatio'>;
  readonly lump: Rules<
    | 'highHU'
    | 'radius'
    | 'apart'
    | 'attempts'
    | 'minVolume'
    | 'cortexRise'
    | 'bareShare'
    | 'coverMax'
    | 'coverBeside'
  >;
  readonly crater: Rules<'apart' | 'surroundings' | 'sureness' | 'radius'>;
  readonly candidate: Rules<'elongation' | 'length' | 'boneSteps'>;
  readonly gas: Rules<
    'airHU' | 'step' | 'minArea' | 'openShare' | 'distance' | 'trunkDistance' | 'trunkVolume'
  >;
  readonly septa: Rules<'width' | 'share'>;
  readonly boneChange: Rules<'reach' | 'apart' | 'erosion' | 'sclerosis'>;
  readonly nodules: Rules<'sizeRatio' | 'neckRatio' | 'cobblestones'>;
  readonly level: Rules<'minColumns' | 'maxDeviation' | 'share' | 'fluidMaxHU'>;
  readonly joint: Rules<'reach' | 'width' | 'facing' | 'minArea' | 'mainShare'>;
  readonly outline: Rules<
    'cell' | 'reach' | 'softMinHU' | 'sureness' | 'minContrast' | 'stable' | 'cutShare'
  >;
  readonly zonality: Rules<'difference' | 'hollowShare' | 'outerShare' | 'centreShare' | 'centreSpread'>;
  readonly density: Rules<'heterogeneousShare' | 'answerableRatio'>;
  readonly contact: Rules<'cleftMax' | 'clearDistance' | 'resolutionShare'>;
  /** How sure a proposed finding is, 0 to 1. */
  readonly confidence: Rules<
    | 'rim'
    | 'centre'
    | 'nodules'
    | 'confluence'
    | 'level'
    | 'boneClear'
    | 'boneClose'
    | 'cleft'
    | 'boneContact'
    | 'boneChange'
    | 'nearShare'
    | 'softTissue'
  >;
}

/** One of the rules, by `section.name`, with its unit and source. */
export function ctThreshold(name: string, rules: CtRules): Threshold {
  const [section = '', key = ''] = name.split('.');
  const values = rules as unknown as Readonly<Record<string, Rules<string>>>;
  const { value, unit, source } = thresholdRecord('ct', section, key);
  return { name, value: values[section]?.[key] ?? value, unit, source };
}

/** The CT rules of a knowledge release. */
export function ctRules(release?: Pick<Release, 'thresholds'>): CtRules {
  return thresholdRules('ct', release) as unknown as CtRules;
}
