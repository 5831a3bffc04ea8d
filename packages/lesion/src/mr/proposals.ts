import type { Role } from '@calx/dicom';
import { confidenceBeyond } from '../confidence.ts';
import type { LesionProposal, Reason } from '../measurement.ts';
import type { EnhancementPattern } from './enhancement.ts';
import type { MrLesion } from './measurement.ts';
import type { MrRules } from './rules.ts';
import type { SignalClass, SignalMeasurement } from './signal.ts';

/** Which variable of the vocabulary the signal of a sequence answers. */
const variables: Partial<Readonly<Record<Role, string>>> = {
  'mr-t1': 't1',
  'mr-t2': 't2',
  'mr-t2-fs': 't2_fat_suppressed',
};
const values: Readonly<Record<SignalClass, string>> = {
  dark: 'hypo',
  equal: 'iso',
  bright: 'hyper',
  mixed: 'mixed',
};

/** Findings that the measurements suggest, one a variable: of several series of one kind, the surest. */
export function mrProposals(
  lesion: Omit<MrLesion, 'proposals'>,
  roleConfidence: ReadonlyMap<string, number>,
  rules: MrRules,
): LesionProposal[] {
  const best = new Map<string, LesionProposal>();
  for (const signal of lesion.signal) {
    const variable = variables[signal.role];
    if (!variable) continue;
    const reference = lesion.muscle.find(({ series }) => series === signal.series);
    const factor =
      (roleConfidence.get(signal.series) ?? 1) *
      (reference?.rule === 'proposed' ? rules.confidence.proposedMuscle : 1) *
      (partReason(lesion).length > 0 ? rules.confidence.part : 1);
    const confidence = Math.round(100 * sureOf(signal, rules) * factor) / 100;
    if (confidence <= (best.get(variable)?.confidence ?? 0)) continue;
    best.set(variable, {
      variable,
      value: values[signal.class],
      confidence,
      because: [...signalReasons(signal, rules), ...muscleReason(reference?.rule), ...partReason(lesion)],
    });
  }
  return [...best.values(), ...answered(lesion, rules)];
}

const enhancementValues: Readonly<Record<Exclude<EnhancementPattern, 'patchy'>, string>> = {
  none: 'none',
  rim: 'peripheral_septal',
  mesh: 'peripheral_septal',
  solid: 'homogeneous_avid',
};

/** Proposals of strands, levels, blooming and enhancement. */
function answered(lesion: Omit<MrLesion, 'proposals'>, rules: MrRules): LesionProposal[] {
  const { strands, fluidLevel, blooming, enhancement } = lesion;
  const found: LesionProposal[] = [];
  const propose = (
    variable: string,
    value: string,
    confidence: number,
    code: string,
    params: Reason['params'],
  ): void => {
    found.push({
      variable,
      value,
      confidence: Math.round(100 * confidence) / 100,
      because: [{ code, params }],
    });
  };
  const yesNo = (present: boolean): string => (present ? 'yes' : 'no');
  const percent = (share: number): number => Math.round(100 * share);
  if (strands) {
    const limit = rules.strands.share;
    const sure = confidenceBeyond(strands.share, limit, limit) * rules.confidence.strands;
    propose('t2_bright_strands', yesNo(strands.present), sure, 'mr.strands', {
      share: percent(strands.share),
      limit: percent(limit),
    });
  }
  if (fluidLevel !== null) {
    const sure = fluidLevel ? rules.confidence.level : rules.confidence.noLevel;
    propose('mr_fluid_levels', yesNo(fluidLevel), sure, fluidLevel ? 'mr.level' : 'mr.noLevel', {});
  }
  if (blooming) {
    const { grows } = rules.blooming;
    propose(
      'gre_blooming',
      yesNo(blooming.present),
      confidenceBeyond(blooming.ratio, grows, grows - 1),
      'mr.blooming',
      {
        ratio: blooming.ratio.toFixed(2),
        limit: grows,
      },
    );
  }
  if (enhancement) {
    const { pattern, share, rise, alignment } = enhancement;
    const strong = rise >= rules.enhancement.avid ? 'avid' : 'mild';
    const value = pattern === 'patchy' ? `heterogeneous_${strong}` : enhancementValues[pattern];
    // Even enhancement of a low degree has no value of its own.
    const named = pattern === 'solid' && strong === 'mild' ? 'homogeneous_ungraded' : value;
    propose('enhancement', named, rules.confidence.enhancement, 'mr.enhancement', {
      share: percent(share),
      rise: rise.toFixed(2),
      thin: percent(enhancement.thin),
      rim: percent(enhancement.rim),
      shift: alignment.residual.toFixed(1),
    });
  }
  return found;
}

function sureOf({ class: kind, ratio, shares }: SignalMeasurement, { signal }: MrRules): number {
  if (kind === 'mixed') {
    return confidenceBeyond(Math.min(shares.dark, shares.bright), signal.mixedShare, signal.mixedShare);
  }
  const nearest = Math.min(...[signal.dark, signal.bright].map((limit) => Math.abs(ratio.value - limit)));
  return confidenceBeyond(nearest, 0, signal.span);
}

function signalReasons(signal: SignalMeasurement, { signal: limits }: MrRules): Reason[] {
  const params = {
    name: signal.name,
    ratio: signal.ratio.value.toFixed(2),
    low: signal.ratio.low.toFixed(2),
    high: signal.ratio.high.toFixed(2),
    dark: limits.dark,
    bright: limits.bright,
    darkShare: Math.round(100 * signal.shares.dark),
    brightShare: Math.round(100 * signal.shares.bright),
  };
  const near: Reason[] =
    signal.nearThreshold && signal.class !== 'mixed' ? [{ code: 'mr.nearThreshold', params }] : [];
  return [{ code: signal.class === 'mixed' ? 'mr.mixed' : 'mr.ratio', params }, ...near];
}

function muscleReason(rule: 'click' | 'proposed' | undefined): Reason[] {
  return rule === 'proposed' ? [{ code: 'mr.proposedMuscle', params: {} }] : [];
}

/** Why what was measured may be a part of the lesion alone. */
function partReason({ rule, partial }: Pick<MrLesion, 'rule' | 'partial'>): Reason[] {
  if (rule === 'sample' || rule === 'carried') return [{ code: `mr.${rule}`, params: {} }];
  return partial ? [{ code: 'mr.partial', params: {} }] : [];
}
