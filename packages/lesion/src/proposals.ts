import { confidenceBeyond } from './confidence.ts';
import type { LesionMeasurement, LesionProposal, Reason } from './measurement.ts';
import { ctThreshold, type CtRules } from './rules.ts';

type Measured = Omit<LesionMeasurement, 'proposals'>;
type Test = ReturnType<typeof tester>;

/** Findings that the measurements suggest, each with the numbers and rules it rests on. */
export function proposalsOf(lesion: Measured, rules: CtRules): LesionProposal[] {
  const test = tester(rules);
  return [
    ...mineralFindings(lesion, rules),
    ...patternFindings(lesion, rules, test),
    ...structureFindings(lesion, rules, test),
    ...boneFindings(lesion, rules, test),
  ];
}

function mineralFindings(
  { mineral, density, mass, thresholdHU }: Measured,
  rules: CtRules,
): LesionProposal[] {
  const max = Math.round(density.max);
  const found = [
    finding(
      'mineralised',
      'yes',
      confidenceBeyond(density.max, rules.mineral.thresholdHU, rules.mineral.thresholdHU),
      reason('mineral', { volume: tenth(mineral.volume.value), threshold: thresholdHU }),
    ),
    finding('ct_hu_max', max, 1, reason('maximum', { max })),
  ];
  if (mass && mineral.volume.value < mass.volume / 2)
    found.push(
      finding(
        'noncalcified_soft_tissue',
        'yes',
        rules.confidence.softTissue,
        reason('softTissue', { mass: tenth(mass.volume), mineral: tenth(mineral.volume.value) }),
      ),
    );
  return found;
}

function patternFindings(lesion: Measured, rules: CtRules, test: Test): LesionProposal[] {
  const { nodules, confluence, mineral } = lesion;
  const sureOf = rules.confidence;
  const found: LesionProposal[] = [];
  const many = test('nodules.cobblestones', nodules.count);
  if (lesion.zonality === 'rim')
    found.push(finding('pattern', 'peripheral_zonal', sureOf.rim, reason('rim')));
  else if (lesion.zonality === 'centre')
    found.push(finding('pattern', 'central_immature', sureOf.centre, reason('centre')));
  else if (many.reached && confluence === 'partly_fused')
    found.push(
      finding(
        'pattern',
        'multinodular_cobblestone',
        Math.min(sureOf.nodules, many.confidence),
        ...many.because('nodules', { count: nodules.count }),
      ),
    );
  // Clumps of very different sizes are no nodules that could have fused.
  if (confluence && comparable(nodules.volumes, rules.nodules.sizeRatio))
    found.push(
      finding(
        'confluence',
        confluence,
        sureOf.confluence,
        reason('confluence', { count: nodules.count, components: mineral.components.length }),
      ),
    );
  return found;
}

function structureFindings(lesion: Measured, rules: CtRules, test: Test): LesionProposal[] {
  const { density, septa, nodules } = lesion;
  const found: LesionProposal[] = [];
  // Faint mineral is cut off at the threshold, so its spread says nothing of the lesion's homogeneity.
  if (density.heterogeneity !== null && density.mean >= rules.density.answerableRatio * lesion.thresholdHU) {
    const spread = test('density.heterogeneousShare', density.heterogeneity);
    found.push(
      finding(
        'density',
        spread.reached ? 'heterogeneous' : 'homogeneous',
        spread.confidence,
        ...spread.because('variation', { variation: Math.round(100 * density.heterogeneity) }),
      ),
    );
  }
  if (lesion.fluidLevel)
    found.push(finding('fluid_calcium_level', 'yes', rules.confidence.level, reason('level')));
  if (nodules.count >= rules.nodules.cobblestones && lesion.confluence !== 'separate') {
    const gaps = test('septa.share', septa.share);
    found.push(
      finding(
        'lucent_septa',
        gaps.reached ? 'yes' : 'no',
        gaps.confidence,
        ...gaps.because('septa', { share: tenth(100 * septa.share) }),
      ),
    );
  }
  return found;
}

function boneFindings({ bone, zonality }: Measured, rules: CtRules, test: Test): LesionProposal[] {
  const sureOf = rules.confidence;
  const { change, distance } = bone;
  const found: LesionProposal[] = [];
  if (change && change.kind !== 'normal') {
    const lost = test(`boneChange.${change.kind}`, change.ratio);
    found.push(
      finding(
        'bone',
        change.kind,
        Math.min(sureOf.boneChange, lost.confidence),
        ...lost.because('boneChange', { ratio: Math.round(100 * change.ratio) }),
      ),
    );
  }
  if (bone.touches)
    found.push(
      finding(
        'lucent_cleft_to_cortex',
        'no',
        sureOf.boneContact,
        reason('boneContact', { area: tenth(bone.contactArea) }),
      ),
    );
  if (bone.touches || distance === null) return found;
  const clear = test('contact.clearDistance', distance);
  const away = { distance: tenth(distance) };
  found.push(
    finding(
      'bone',
      'none',
      clear.reached ? sureOf.boneClear : sureOf.boneClose,
      ...clear.because('boneDistance', away),
    ),
  );
  const narrow = test('contact.cleftMax', distance);
  if (zonality === 'rim' && !narrow.reached)
    found.push(
      finding(
        'lucent_cleft_to_cortex',
        'yes',
        Math.min(sureOf.cleft, narrow.confidence),
        ...narrow.because('cleft', { ...away, hu: Math.round(bone.cleftHU ?? 0) }),
      ),
    );
  return found;
}

function finding(
  variable: string,
  value: string | number,
  confidence: number,
  ...because: readonly Reason[]
): LesionProposal {
  return { variable, value, confidence, because };
}

const reason = (code: string, params: Reason['params'] = {}): Reason => ({ code, params });

/** Holds a number against a rule (`section.name`): reached or not, how sure, and why; near it a second reason says so. */
function tester(rules: CtRules) {
  return (name: string, value: number) => {
    const threshold = ctThreshold(name, rules);
    const near = Math.abs(value - threshold.value) < rules.confidence.nearShare * Math.abs(threshold.value);
    return {
      reached: value >= threshold.value,
      confidence: confidenceBeyond(value, threshold.value, Math.abs(threshold.value)),
      because: (code: string, params: Reason['params']): Reason[] => {
        const held = { code, params, threshold: { ...threshold, near } };
        return near ? [held, reason('near', { limit: threshold.value })] : [held];
      },
    };
  };
}

/** Are the nodules of about one size: the largest no more than `ratio` times the median? Largest first. */
function comparable(volumes: readonly number[], ratio: number): boolean {
  const middle = volumes[Math.floor(volumes.length / 2)] ?? 0;
  return (volumes[0] ?? 0) <= ratio * middle;
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
