import {
  textKey,
  type LesionMeasurement,
  type LesionProposal,
  type MrLesion,
  type RadiographLength,
  type RadiographLesion,
} from '@calx/lesion';
import type { Context } from '../context.ts';
import { explain } from '../explain.ts';
import { valueName, variableName } from '../words.ts';

/** A measured lesion of any modality; CT lesions carry no `modality`. */
export type AnyLesion = LesionMeasurement | MrLesion | RadiographLesion;

export interface AnyRefusal {
  readonly where: string;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

export interface AnyResult {
  readonly lesions: readonly AnyLesion[];
  readonly refusals: readonly AnyRefusal[];
  /** What was repaired before it was measured. */
  readonly notes?: readonly AnyRefusal[];
}

/** The contract's document: rules, reasons and refusals in the reader's language. */
export function measureJson(result: AnyResult, context: Context): object {
  return {
    lesions: result.lesions.map((lesion) => lesionJson(lesion, context)),
    refusals: result.refusals.map((refusal) => ({ ...refusal, why: explain(context, refusal) })),
    notes: (result.notes ?? []).map((note) => ({ ...note, text: explain(context, note) })),
  };
}

function lesionJson(lesion: AnyLesion, { t }: Context): object {
  return {
    ...lesion,
    modality: modalityOf(lesion),
    rule: t(ruleKey(lesion), { threshold: lesion.thresholdHU ?? '' }),
    proposals: lesion.proposals.map(({ because, ...proposal }) => ({
      ...proposal,
      because: because.map(({ code, params }) => t(textKey('because', code), params)).join('; '),
      thresholds: because.flatMap((reason) =>
        'threshold' in reason && reason.threshold ? [reason.threshold] : [],
      ),
    })),
  };
}

function modalityOf(lesion: AnyLesion): 'CT' | 'MR' | 'radiograph' {
  return 'modality' in lesion ? lesion.modality : 'CT';
}

function ruleKey(lesion: AnyLesion): string {
  const prefix = { CT: '', MR: 'mr.', radiograph: 'radiograph.' }[modalityOf(lesion)];
  return textKey('rule', `${prefix}${lesion.rule}`);
}

export function measureText(result: AnyResult, context: Context): string {
  const { t } = context;
  const blocks = result.lesions.map((lesion, n) =>
    [...linesOf(lesion, n + 1, context), ...proposalLines(lesion.proposals, context)].join('\n  '),
  );
  const refusals = result.refusals.map((refusal) =>
    t('cli:measure.refusal', { where: refusal.where, why: explain(context, refusal) }),
  );
  if (blocks.length === 0 && refusals.length === 0) return t('cli:measure.none');
  return [...blocks, ...refusals].join('\n\n');
}

function linesOf(lesion: AnyLesion, number: number, context: Context): string[] {
  if (!('modality' in lesion)) return ctLines(lesion, number, context);
  return lesion.modality === 'MR'
    ? mrLines(lesion, number, context)
    : radiographLines(lesion, number, context);
}

const whole = (value: number): string => value.toFixed(0);
const tenth = (value: number): string => value.toFixed(1);

function ctLines(lesion: LesionMeasurement, number: number, { t }: Context): string[] {
  const { mineral, density, bone, joint, nodules } = lesion;
  const boneText =
    bone.distance === null
      ? t('cli:measure.noBone')
      : bone.touches
        ? t('cli:measure.boneTouches', { area: tenth(bone.contactArea) })
        : t('cli:measure.bone', { distance: tenth(bone.distance) });
  const { value, low, high } = mineral.volume;
  return [
    t('cli:measure.lesion', { number, series: lesion.series, threshold: lesion.thresholdHU }),
    t('cli:measure.mineral', {
      value: whole(value),
      low: whole(low),
      high: whole(high),
      voxels: mineral.voxels,
      components: mineral.components.length,
    }),
    ...(lesion.mass
      ? [
          t(lesion.mass.outline === 'found' ? 'cli:measure.massFound' : 'cli:measure.mass', {
            value: whole(lesion.mass.volume),
          }),
        ]
      : []),
    t('cli:measure.diameter', { value: tenth(lesion.maxDiameter), sphericity: lesion.sphericity.toFixed(2) }),
    t('cli:measure.nodules', { count: nodules.count }),
    t('cli:measure.density', { mean: whole(density.mean), sd: whole(density.sd), max: whole(density.max) }),
    boneText,
    joint.distance === null
      ? t(textKey('joint', joint.why ?? 'noJoint'))
      : t('cli:measure.joint', {
          distance: whole(joint.distance),
          slack: whole(joint.distance - (joint.low ?? 0)),
        }),
    ...(joint.distance !== null && joint.why ? [t(textKey('joint', joint.why))] : []),
    t(textKey('zonality', zonalityKey(lesion))),
  ];
}

/** Mineral in the rim or the centre of the mass; without its outline only a rim shows. */
const zonalityKey = ({ zonality, zonalityIn }: LesionMeasurement): string =>
  zonality === 'none' && zonalityIn === 'mineral' ? 'noOutline' : zonality;

function mrLines(lesion: MrLesion, number: number, { t }: Context): string[] {
  const { mass, maxDiameter, sphericity } = lesion;
  return [
    t('cli:measure.mrLesion', { number, series: lesion.series, rule: t(ruleKey(lesion)) }),
    ...(mass ? [t('cli:measure.mass', { value: whole(mass.volume) })] : []),
    ...(maxDiameter !== null && sphericity !== null
      ? [t('cli:measure.diameter', { value: tenth(maxDiameter), sphericity: sphericity.toFixed(2) })]
      : []),
    ...lesion.signal.map(({ name, ratio, p10, p90 }) =>
      t('cli:measure.signal', {
        name,
        ratio: ratio.value.toFixed(2),
        low: ratio.low.toFixed(2),
        high: ratio.high.toFixed(2),
        p10: p10.toFixed(2),
        p90: p90.toFixed(2),
      }),
    ),
  ];
}

function radiographLines(lesion: RadiographLesion, number: number, context: Context): string[] {
  const { t } = context;
  return [
    t('cli:measure.radiographLesion', { number, series: lesion.series, rule: t(ruleKey(lesion)) }),
    t('cli:measure.extent', { value: lengthText(lesion.maxDiameter, context) }),
    t('cli:measure.nodules', { count: lesion.nodules.count }),
  ];
}

/** A length with the words that say which; a detector-plane length with its estimate in the patient. */
function lengthText({ value, calibration, estimated }: RadiographLength, { t }: Context): string {
  const stated = t(`lesion:radiograph.length.${calibration}`, { value: tenth(value) });
  if (!estimated) return stated;
  const { magnification } = estimated;
  const params = { value: tenth(estimated.value), magnification: magnification.toFixed(2) };
  return `${stated} (${t('lesion:radiograph.length.estimated', params)})`;
}

function proposalLines(proposals: readonly LesionProposal[], { t, lang }: Context): string[] {
  return proposals.map((proposal) =>
    t('cli:measure.proposal', {
      variable: variableName(proposal.variable, lang),
      value: valueName(proposal.variable, proposal.value, lang),
      confidence: Math.round(100 * proposal.confidence),
    }),
  );
}
