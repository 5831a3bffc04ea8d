import { contrastGiven } from './contrast.ts';
import type { Instance } from './instance.ts';
import type { Reason, RoleGuess } from './role-reason.ts';
import { DESCRIPTION_WORDS, type Range, type Role, type RoleRules, type Weighting } from './role-rules.ts';
import { isLocalizer } from './stacks.ts';
import { Tag, type Attribute } from './tags.ts';

/** Numbers of a simple MR image, or of the timing and echo groups of an enhanced one. */
class Timing {
  readonly repetitionTime: number | undefined;
  readonly echoTime: number | undefined;
  readonly inversionTime: number | undefined;
  readonly flipAngle: number | undefined;
  readonly sequence: readonly string[];

  constructor(instance: Instance) {
    const { dataset, frames } = instance;
    const groups = dataset.item(Tag.SharedFunctionalGroupsSequence);
    const timing = groups?.item(Tag.MRTimingAndRelatedParametersSequence);
    const number = (attribute: Attribute): number | undefined =>
      dataset.number(attribute) ?? timing?.number(attribute);
    const dimensions = frames[0]?.dimensions;
    this.repetitionTime = number(Tag.RepetitionTime);
    const echo = dimensions?.['EchoTime'] ?? dimensions?.['EffectiveEchoTime'];
    this.echoTime = typeof echo === 'number' ? echo : undefined;
    this.inversionTime = number(Tag.InversionTime);
    this.flipAngle = number(Tag.FlipAngle);
    const enhanced = dataset.text(Tag.EchoPulseSequence);
    const named = enhanced === 'SPIN' ? ['SE'] : enhanced === 'GRADIENT' ? ['GR'] : [];
    this.sequence = enhanced ? named : dataset.texts(Tag.ScanningSequence);
  }
}

const within = (value: number | undefined, range: Range | undefined): boolean =>
  range === undefined ||
  (value !== undefined && value >= (range.from ?? -Infinity) && value < (range.below ?? Infinity));

function weightingByTiming(timing: Timing, rules: RoleRules): Weighting | undefined {
  return rules.timing.find(
    (rule) =>
      timing.sequence.includes(rule.sequence) &&
      within(timing.repetitionTime, rule.repetitionTime) &&
      within(timing.echoTime, rule.echoTime) &&
      within(timing.flipAngle, rule.flipAngle),
  )?.weighting;
}

function weightingByWords(words: string): Weighting | undefined {
  if (DESCRIPTION_WORDS.t2Star.test(words)) return 't2-star';
  const found: Weighting[] = [];
  if (DESCRIPTION_WORDS.t1.test(words)) found.push('t1');
  if (DESCRIPTION_WORDS.t2.test(words)) found.push('t2');
  if (DESCRIPTION_WORDS.pd.test(words)) found.push('pd');
  if (found.length === 0 && /stir|tirm/i.test(words)) return 't2';
  return found.length === 1 ? found[0] : undefined;
}

const ACQUISITION_CONTRAST: Readonly<Record<string, Weighting>> = {
  T1: 't1',
  T2: 't2',
  T2_STAR: 't2-star',
  PROTON_DENSITY: 'pd',
};

interface Found {
  readonly weighting: Weighting;
  readonly reason: Reason;
  readonly confidence: number;
}

function weightings(instance: Instance, words: string, timing: Timing, rules: RoleRules): readonly Found[] {
  const found: Found[] = [];
  const contrast = instance.dataset.text(Tag.AcquisitionContrast) ?? '';
  const stated = ACQUISITION_CONTRAST[contrast];
  if (stated) {
    const reason: Reason = { code: 'acquisition-contrast', params: { value: contrast } };
    found.push({ weighting: stated, reason, confidence: rules.confidence.attribute });
  }
  const said = weightingByWords(words);
  if (said) {
    const reason: Reason = { code: 'description', params: { text: words } };
    found.push({ weighting: said, reason, confidence: rules.confidence.description });
  }
  const timed = weightingByTiming(timing, rules);
  if (timed) {
    const params = {
      sequence: timing.sequence.join('\\'),
      tr: timing.repetitionTime ?? '-',
      te: timing.echoTime ?? '-',
    };
    found.push({ weighting: timed, reason: { code: 'timing', params }, confidence: rules.confidence.timing });
  }
  return found;
}

function fatSuppression(
  instance: Instance,
  words: string,
  timing: Timing,
  rules: RoleRules,
): Reason | undefined {
  const options = instance.dataset.texts(Tag.ScanOptions);
  if (options.some((option) => option === 'FS' || option === 'FAT_GEMS' || option === 'FS_GEMS')) {
    return { code: 'scan-options', params: { value: 'FS' } };
  }
  if (timing.sequence.includes('IR') && within(timing.inversionTime ?? NaN, rules.fatInversionTime)) {
    return { code: 'inversion-time', params: { ti: timing.inversionTime ?? '-' } };
  }
  return DESCRIPTION_WORDS.fatSuppressed.test(words)
    ? { code: 'description', params: { text: words } }
    : undefined;
}

/** T1 after contrast is one role whether fat is suppressed or not; the others say whether it is. */
function roleOf(weighting: Weighting, fatSuppressed: boolean, contrast: boolean): Role {
  if (weighting === 't2-star') return 'mr-t2-star';
  if (weighting === 't1' && contrast) return 'mr-t1-post';
  return `mr-${weighting}${fatSuppressed ? '-fs' : ''}`;
}

/** Weighting, fat suppression and contrast of an MR series. */
export function mrRole(instance: Instance, words: string, rules: RoleRules): RoleGuess {
  const modality: Reason = { code: 'modality', params: { modality: 'MR' } };
  const byWords: Reason = { code: 'description', params: { text: words } };
  const sure = rules.confidence;
  const localizer = instance.image && isLocalizer(instance.image);
  if (localizer || DESCRIPTION_WORDS.localizer.test(words)) {
    return {
      role: 'mr-localizer',
      confidence: localizer ? sure.attribute : sure.description,
      because: [modality],
    };
  }
  if (DESCRIPTION_WORDS.diffusion.test(words)) {
    return { role: 'mr-diffusion', confidence: sure.description, because: [modality, byWords] };
  }
  const timing = new Timing(instance);
  const found = weightings(instance, words, timing, rules);
  const [first] = found;
  if (!first)
    return { role: 'mr-other', confidence: sure.none, because: [modality, { code: 'unknown', params: {} }] };
  const agree = found.every(({ weighting }) => weighting === first.weighting);
  const extra = [fatSuppression(instance, words, timing, rules), contrastGiven(instance, words)] as const;
  const reasons = [...found.map(({ reason }) => reason), ...extra.filter((reason) => reason !== undefined)];
  const because = reasons.filter(
    (reason, i) =>
      reason.code !== 'description' || reasons.findIndex(({ code }) => code === reason.code) === i,
  );
  return {
    role: roleOf(first.weighting, extra[0] !== undefined, extra[1] !== undefined),
    confidence: agree ? (found.length > 1 ? sure.agreement : first.confidence) : sure.conflict,
    because: agree ? because : [...because, { code: 'conflict', params: {} }],
    fatSuppressed: extra[0] !== undefined,
  };
}
