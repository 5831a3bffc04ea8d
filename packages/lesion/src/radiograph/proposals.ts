import { confidenceBeyond } from '../confidence.ts';
import type { LesionProposal, Reason } from '../measurement.ts';
import type { RadiographLesion } from './measurement.ts';
import type { RadiographRules } from './rules.ts';

/** Findings that the measurements suggest; all of a projection, so none is as sure as on CT. */
export function radiographProposals(
  lesion: Omit<RadiographLesion, 'proposals'>,
  punctate: boolean,
  rules: RadiographRules,
): LesionProposal[] {
  const { nodules, contrast, confluence } = lesion;
  const proposals: LesionProposal[] = [];
  const propose = (variable: string, value: string, confidence: number, because: Reason[]): void => {
    proposals.push({ variable, value, confidence: Math.round(100 * confidence) / 100, because });
  };
  const signal = contrast.mean / contrast.noise;
  const { noiseFactor } = rules.mineral;
  propose(
    'mineralised',
    'yes',
    confidenceBeyond(signal, noiseFactor, noiseFactor) * rules.confidence.mineral,
    [{ code: 'radiograph.contrast', params: { times: signal.toFixed(1) } }],
  );
  const counted: Reason = { code: 'radiograph.nodules', params: { count: nodules.count } };
  if (nodules.count >= rules.nodules.cobblestones) {
    if (punctate) propose('pattern', 'punctate_stippled', rules.confidence.pattern, [counted]);
    else if (confluence !== 'separate')
      propose('pattern', 'multinodular_cobblestone', rules.confidence.pattern, [counted]);
    if (confluence) propose('confluence', confluence, rules.confidence.pattern, [counted]);
  }
  const variation = contrast.sd / contrast.mean;
  const { limit } = rules.homogeneity;
  propose(
    'density',
    lesion.homogeneity,
    confidenceBeyond(variation, limit, limit) * rules.confidence.homogeneity,
    [
      {
        code: 'radiograph.variation',
        params: { variation: Math.round(100 * variation), limit: Math.round(100 * limit) },
      },
    ],
  );
  return proposals;
}
