import type { Release } from '@calx/knowledge';
import { thresholdRules, type Rules } from '../threshold-rules.ts';

/** The numbers of `knowledge/thresholds/radiograph.yaml`; mm and mm2 on the image. */
export interface RadiographRules {
  readonly scale: Rules<'workingPixel' | 'assumedLongSide'>;
  readonly excluded: Rules<
    'flatShare' | 'extremeShare' | 'minBorder' | 'minOpaque' | 'metalShare' | 'metalEdge' | 'margin'
  >;
  readonly background: Rules<'radius' | 'ring' | 'rejection'>;
  readonly mineral: Rules<
    'noiseFactor' | 'peakShare' | 'searchRadius' | 'gatherDistance' | 'boneLength' | 'minArea' | 'denserThan'
  >;
  readonly stroke: Rules<'maxWidth' | 'minLength' | 'ratio'>;
  readonly outline: Rules<'crossing'>;
  readonly nodules: Rules<'neckRatio' | 'cobblestones' | 'punctateArea'>;
  readonly homogeneity: Rules<'limit'>;
  readonly confidence: Rules<'pattern' | 'mineral' | 'homogeneity'>;
}

/** The radiograph rules of a knowledge release. */
export function radiographRules(release?: Pick<Release, 'thresholds'>): RadiographRules {
  return thresholdRules('radiograph', release) as unknown as RadiographRules;
}
