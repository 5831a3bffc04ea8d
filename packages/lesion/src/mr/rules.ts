import type { Release } from '@calx/knowledge';
import { thresholdRules, type Rules } from '../threshold-rules.ts';

/** The numbers of `knowledge/thresholds/mr.yaml`. Lengths in mm, volumes in mm3, signals relative to muscle. */
export interface MrRules {
  readonly region: Rules<
    | 'seedRadius'
    | 'toleranceMost'
    | 'toleranceLeast'
    | 'toleranceStep'
    | 'openingRadius'
    | 'closingRadius'
    | 'reach'
    | 'edgeDepth'
    | 'edgeContrast'
    | 'edgeShare'
    | 'largestShare'
    | 'sampleRadius'
    | 'minVoxels'
  >;
  readonly muscle: Rules<
    | 'clickRadius'
    | 'searchMargin'
    | 'keepOff'
    | 'sampleRadius'
    | 'variationMax'
    | 'midLow'
    | 'midHigh'
    | 'band'
    | 'erosion'
    | 'minVolume'
  >;
  readonly signal: Rules<'dark' | 'bright' | 'mixedShare' | 'span'>;
  readonly strands: Rules<'thickness' | 'edge' | 'share'>;
  readonly level: Rules<'widening' | 'fluid' | 'sediment' | 'minColumns' | 'maxDeviation' | 'share'>;
  readonly alignment: Rules<'margin' | 'reach' | 'maxShift' | 'minCorrelation'>;
  readonly enhancement: Rules<
    | 'voxel'
    | 'widening'
    | 'beyondShare'
    | 'noneShare'
    | 'solidShare'
    | 'thickness'
    | 'thinShare'
    | 'rimDepth'
    | 'rimShare'
    | 'avid'
  >;
  readonly blooming: Rules<'margin' | 'grows'>;
  readonly confidence: Rules<'proposedMuscle' | 'part' | 'strands' | 'level' | 'noLevel' | 'enhancement'>;
}

/** The MR rules of a knowledge release. */
export function mrRules(release?: Pick<Release, 'thresholds'>): MrRules {
  return thresholdRules('mr', release) as unknown as MrRules;
}
