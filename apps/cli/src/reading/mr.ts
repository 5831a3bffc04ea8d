import { gravityOf, seriesRole, type PatientStudies, type Series, type Vec3 } from '@calx/dicom';
import { measureMr, type MrRequest, type MrSequence } from '@calx/lesion';
import type { Context } from '../context.ts';
import { isExplained } from '../exit.ts';
import type { AnyRefusal, AnyResult } from './answer.ts';
import { maskOn, seriesOf, uidOf, volumeOf } from './study.ts';

export interface MrAsked {
  readonly series?: string | undefined;
  readonly at?: Vec3 | undefined;
  readonly muscle?: Vec3 | undefined;
  readonly mask?: string | undefined;
  readonly carried?: MrRequest['carried'];
}

/** Series that hold signal to compare with muscle; pilots and parameter maps do not. */
export function mrSeriesOf(patient: PatientStudies): readonly Series[] {
  const left = new Set(['mr-localizer', 'mr-diffusion']);
  return seriesOf(patient).filter((series) => series.modality === 'MR' && !left.has(seriesRole(series).role));
}

/** Measures one lesion on the MR series of the study; a series that is no volume is refused by name, the rest measured. */
export async function measuredMr(
  context: Context,
  patient: PatientStudies,
  { series, at, muscle, mask, carried }: MrAsked,
): Promise<AnyResult> {
  const sequences: MrSequence[] = [];
  const unread: AnyRefusal[] = [];
  const notes: AnyRefusal[] = [];
  for (const one of mrSeriesOf(patient)) {
    const sequence = await sequenceOf(context, one, notes).catch((error: unknown) => {
      if (!isExplained(error)) throw error;
      unread.push({ where: uidOf(one), code: error.code, params: error.params });
      return null;
    });
    if (sequence) sequences.push(sequence);
  }
  const anchor = sequences.find(({ volume }) => volume.seriesUID === series) ?? sequences[0];
  const progress = context.progress(context.t('cli:progress.measuring'));
  const { lesions, refusals } = measureMr(
    sequences,
    {
      ...(series === undefined ? {} : { series }),
      ...(at ? { at } : {}),
      ...(muscle ? { muscle } : {}),
      ...(mask && anchor ? { mask: await maskOn(anchor.volume, mask) } : {}),
      ...(carried ? { carried } : {}),
    },
    { onProgress: (done) => progress(done, 1) },
  );
  return { lesions, refusals: [...unread, ...refusals], notes };
}

async function sequenceOf(context: Context, series: Series, said: AnyRefusal[]): Promise<MrSequence> {
  const { role, confidence, fatSuppressed } = seriesRole(series);
  const gravity = gravityOf(series.instances);
  const { volume, notes } = await volumeOf(context, series);
  said.push(...notes.map((note) => ({ where: uidOf(series), ...note })));
  return {
    volume: { ...volume, seriesUID: uidOf(series) },
    name: series.name,
    role,
    roleConfidence: confidence,
    frameOfReference: series.instances[0]?.frameOfReferenceUID ?? '',
    fatSuppressed: fatSuppressed ?? false,
    ...(gravity ? { gravity } : {}),
  };
}
