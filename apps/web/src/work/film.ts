import { pixelCalibration, readModalityValues, type Instance } from '@calx/dicom';
import { CancelledError, measureRadiograph } from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';
import { isStopped, type Job } from './job.ts';
import { Refused, type Measured } from './lesion.ts';

/** Measures the mass at a click or in an outline on one image: the same call as the command line's. */
export async function filmLesionOf(
  instance: Instance,
  { uid, name }: { readonly uid: string; readonly name: string },
  { seed: [column, row], film }: LesionRequest,
  { progress, stop }: Job,
): Promise<Measured> {
  const values = await readModalityValues(instance, film?.frame ?? 0);
  if (isStopped(stop)) throw new CancelledError('stopped');
  progress({ step: 'film' });
  const { rows, columns, samplesPerPixel, photometric, data } = values;
  const image = { series: uid, name, data, columns, rows, samplesPerPixel, photometric };
  const { lesions, masks, refusals } = measureRadiograph(
    { ...image, calibration: pixelCalibration(instance) },
    film?.outline ? { outline: film.outline } : { at: [Math.round(column), Math.round(row)] },
    { shouldStop: () => isStopped(stop) },
  );
  const [measurement] = lesions;
  const [found] = masks;
  if (!measurement || !found)
    throw new Refused(refusals[0]?.code ?? 'nothingHere', refusals[0]?.params ?? {});
  const { width, height, factor } = found;
  const mask = Uint8Array.from(found.mineral);
  return { measurement, mask, blocks: { width, height, factor }, notes: refusals };
}
