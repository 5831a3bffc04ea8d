import { gravityOf, type Vec3 } from '@calx/dicom';
import { measureLesions, type LesionMeasurement, type MeasureResult } from '@calx/lesion';
import type { Context } from '../context.ts';
import { explain } from '../explain.ts';
import { valueName, variableName } from '../words.ts';
import { maskOn, type CtSeries } from './study.ts';

export interface MeasureOptions {
  readonly at?: Vec3 | undefined;
  readonly mask?: string | undefined;
  readonly threshold?: number | undefined;
}

/** Measures the CT as asked, with a progress bar. */
export async function measured(
  context: Context,
  { series, volume }: CtSeries,
  options: MeasureOptions,
): Promise<MeasureResult> {
  const progress = context.progress(context.t('cli:progress.measuring'));
  const gravity = gravityOf(series.instances);
  return measureLesions(
    volume,
    {
      ...(options.at ? { at: options.at } : {}),
      ...(options.mask ? { mask: await maskOn(volume, options.mask) } : {}),
      ...(options.threshold === undefined ? {} : { thresholdHU: options.threshold }),
      ...(gravity ? { gravity } : {}),
    },
    { onProgress: (done) => progress(done, 1) },
  );
}

/** The contract's document: rules, reasons and refusals in the reader's language. */
export function measureJson(result: MeasureResult, context: Context): object {
  return {
    lesions: result.lesions.map((lesion) => lesionJson(lesion, context)),
    refusals: result.refusals.map((refusal) => ({ ...refusal, why: explain(context, refusal) })),
  };
}

function lesionJson(lesion: LesionMeasurement, { t }: Context): object {
  return {
    ...lesion,
    rule: t(`lesion:rule.${lesion.rule}`, { threshold: lesion.thresholdHU }),
    proposals: lesion.proposals.map(({ because, ...proposal }) => ({
      ...proposal,
      because: because.map(({ code, params }) => t(`lesion:because.${code}`, params)).join('; '),
    })),
  };
}

export function measureText(result: MeasureResult, context: Context): string {
  const { t } = context;
  const blocks = result.lesions.map((lesion, n) => lesionText(lesion, n + 1, context));
  const refusals = result.refusals.map((refusal) =>
    t('cli:measure.refusal', { where: refusal.where, why: explain(context, refusal) }),
  );
  if (blocks.length === 0 && refusals.length === 0) return t('cli:measure.none');
  return [...blocks, ...refusals].join('\n\n');
}

function lesionText(lesion: LesionMeasurement, number: number, { t, lang }: Context): string {
  const { mineral, density, bone, nodules } = lesion;
  const whole = (value: number): string => value.toFixed(0);
  const tenth = (value: number): string => value.toFixed(1);
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
    ...(lesion.mass ? [t('cli:measure.mass', { value: whole(lesion.mass.volume) })] : []),
    t('cli:measure.diameter', { value: tenth(lesion.maxDiameter), sphericity: lesion.sphericity.toFixed(2) }),
    t('cli:measure.nodules', { count: nodules.count }),
    t('cli:measure.density', { mean: whole(density.mean), sd: whole(density.sd), max: whole(density.max) }),
    boneText,
    ...lesion.proposals.map((proposal) =>
      t('cli:measure.proposal', {
        variable: variableName(proposal.variable, lang),
        value: valueName(proposal.variable, proposal.value, lang),
        confidence: Math.round(100 * proposal.confidence),
      }),
    ),
  ].join('\n  ');
}
