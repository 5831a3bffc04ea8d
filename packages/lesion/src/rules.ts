import type { Release } from '@calx/knowledge';
import { thresholdRules, type Rules } from './threshold-rules.ts';

/** The numbers that decide which voxels are a lesion. Lengths in mm, volumes in mm3, densities in HU. */
export interface CtRules {
  readonly mineral: Rules<
    'thresholdHU' | 'seedMaxHU' | 'seedMeanHU' | 'seedVolume' | 'minVoxels' | 'metalHU'
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
  readonly nodules: Rules<'sizeRatio' | 'neckRatio' | 'cobblestones'>;
  readonly level: Rules<'minColumns' | 'maxDeviation' | 'share' | 'fluidMaxHU'>;
  readonly zonality: Rules<'difference' | 'hollowShare'>;
  readonly density: Rules<'heterogeneousShare' | 'answerableRatio'>;
  readonly contact: Rules<'cleftMax' | 'clearDistance' | 'resolutionShare'>;
  /** How sure a proposed finding is, 0 to 1. */
  readonly confidence: Rules<
    | 'rim'
    | 'nodules'
    | 'confluence'
    | 'level'
    | 'boneClear'
    | 'boneClose'
    | 'cleft'
    | 'boneContact'
    | 'softTissue'
  >;
}

/** The CT rules of a knowledge release. */
export function ctRules(release?: Pick<Release, 'thresholds'>): CtRules {
  return thresholdRules('ct', release) as unknown as CtRules;
}
