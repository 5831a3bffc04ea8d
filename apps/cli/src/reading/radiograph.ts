import { pixelCalibration, readModalityValues, type Series } from '@calx/dicom';
import { measureRadiograph, type Point2, type RadiographResult } from '@calx/lesion';
import { InputError } from '../exit.ts';
import { uidOf } from './study.ts';

/** Measures the first image of a radiograph series at a click or in an outline (column, row). */
export async function measuredRadiograph(
  series: Series,
  request: { readonly at?: Point2 | undefined; readonly outline?: readonly Point2[] | undefined },
): Promise<RadiographResult> {
  const [instance] = series.instances;
  if (!instance?.image) throw new InputError('cli:error.nothingToMeasure', { path: series.name });
  const { data } = await readModalityValues(instance);
  const { columns, rows, samplesPerPixel, photometric } = instance.image;
  return measureRadiograph(
    {
      series: uidOf(series),
      name: series.name,
      data,
      columns,
      rows,
      samplesPerPixel,
      photometric,
      calibration: pixelCalibration(instance),
    },
    { ...(request.at ? { at: request.at } : {}), ...(request.outline ? { outline: request.outline } : {}) },
  );
}
