import { confidenceBeyond as sure } from './confidence.ts';
import type { LesionMeasurement, LesionProposal, Reason } from './measurement.ts';
import type { CtRules } from './rules.ts';

type Measured = Omit<LesionMeasurement, 'proposals'>;

/** Findings that the measurements suggest, each with the numbers it rests on. */
export function proposalsOf(lesion: Measured, rules: CtRules): LesionProposal[] {
  const { nodules, density, bone, mineral } = lesion;
  const proposals: LesionProposal[] = [];
  const sureOf = rules.confidence;
  const propose = (
    variable: string,
    value: string | number,
    confidence: number,
    code: string,
    params: Reason['params'],
  ): void => {
    proposals.push({ variable, value, confidence, because: [{ code, params }] });
  };
  propose(
    'mineralised',
    'yes',
    sure(density.max, rules.mineral.thresholdHU, rules.mineral.thresholdHU),
    'mineral',
    {
      volume: round(mineral.volume.value),
      threshold: lesion.thresholdHU,
    },
  );
  propose('ct_hu_max', Math.round(density.max), 1, 'maximum', { max: Math.round(density.max) });
  if (lesion.zonality === 'rim') {
    propose('pattern', 'peripheral_zonal', sureOf.rim, 'rim', {});
  } else if (
    lesion.confluence !== null &&
    nodules.count >= rules.nodules.cobblestones &&
    lesion.confluence !== 'separate'
  ) {
    propose('pattern', 'multinodular_cobblestone', sureOf.nodules, 'nodules', { count: nodules.count });
  }
  // Clumps of very different sizes are no nodules that could have fused.
  if (lesion.confluence && comparable(nodules.volumes, rules.nodules.sizeRatio))
    propose('confluence', lesion.confluence, sureOf.confluence, 'confluence', {
      count: nodules.count,
      components: mineral.components.length,
    });
  // Faint mineral is cut off at the threshold, so its spread says nothing of the lesion's homogeneity.
  if (density.mean >= rules.density.answerableRatio * lesion.thresholdHU) {
    const variation = density.sd / Math.max(1, density.mean);
    const limit = rules.density.heterogeneousShare;
    propose(
      'density',
      variation > limit ? 'heterogeneous' : 'homogeneous',
      sure(variation, limit, limit),
      'variation',
      {
        variation: Math.round(100 * variation),
      },
    );
  }
  if (lesion.fluidLevel) propose('fluid_calcium_level', 'yes', sureOf.level, 'level', {});
  if (bone.distance !== null && !bone.touches) {
    propose(
      'bone',
      'none',
      bone.distance > rules.contact.clearDistance ? sureOf.boneClear : sureOf.boneClose,
      'boneDistance',
      {
        distance: round(bone.distance),
      },
    );
    if (lesion.zonality === 'rim' && bone.distance <= rules.contact.cleftMax) {
      propose('lucent_cleft_to_cortex', 'yes', sureOf.cleft, 'cleft', { distance: round(bone.distance) });
    }
  }
  if (bone.touches)
    propose('lucent_cleft_to_cortex', 'no', sureOf.boneContact, 'boneContact', {
      area: round(bone.contactArea),
    });
  if (lesion.mass && mineral.volume.value < lesion.mass.volume / 2) {
    propose('noncalcified_soft_tissue', 'yes', sureOf.softTissue, 'softTissue', {
      mass: round(lesion.mass.volume),
      mineral: round(mineral.volume.value),
    });
  }
  return proposals;
}

/** Are the nodules of about one size: the largest no more than `ratio` times the median? Largest first. */
function comparable(volumes: readonly number[], ratio: number): boolean {
  const middle = volumes[Math.floor(volumes.length / 2)] ?? 0;
  return (volumes[0] ?? 0) <= ratio * middle;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
