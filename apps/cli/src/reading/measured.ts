import { gravityOf, type Vec3 } from '@calx/dicom';
import { measureLesions, type MeasureResult } from '@calx/lesion';
import type { Context } from '../context.ts';
import { maskOn, type CtSeries } from './study.ts';

export interface MeasureOptions {
  readonly at?: Vec3 | undefined;
  readonly box?: readonly [Vec3, Vec3] | undefined;
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
      ...(options.box ? { box: options.box } : {}),
      ...(options.mask ? { mask: await maskOn(volume, options.mask) } : {}),
      ...(options.threshold === undefined ? {} : { thresholdHU: options.threshold }),
      ...(gravity ? { gravity } : {}),
    },
    { onProgress: (done) => progress(done, 1) },
  );
}
