import type { PatientStudies } from '@calx/dicom';
import type { LesionProposal, LesionVoxels, MeasureResult, MrRequest } from '@calx/lesion';
import type { Context } from '../context.ts';
import { pixelOption, pointOption, type FilmClick } from '../option-values.ts';
import { isExplained } from '../exit.ts';
import type { AnyLesion, AnyRefusal, AnyResult } from './answer.ts';
import { fullMask } from './full-mask.ts';
import { measured } from './measured.ts';
import { measuredMr, mrSeriesOf } from './mr.ts';
import { measuredFilms } from './radiograph.ts';
import { ctSeriesOf, ctVolume, targetOf, uidOf, type CtSeries } from './study.ts';

export interface StudyMeasurement {
  readonly ct: CtSeries | null;
  readonly ctResult: MeasureResult;
  /** CT first, then MR, then what is to be said of each radiograph. */
  readonly all: AnyResult;
}

/** Where the person clicked. */
export interface StudyClicks {
  /** `--at`: in patient millimetres, or a pixel where the study has radiographs alone. */
  readonly at: unknown;
  readonly films: readonly FilmClick[];
  /** `--stack`: of a CT series that mixes several. */
  readonly stack: number | undefined;
}

const nothing: MeasureResult = { lesions: [], voxels: [], surroundings: [], refusals: [] };

/**
 * Everything that a study lets be measured at one click: the CT, and on the MR the lesion of the CT, carried over by the
 * frame of reference; without CT the MR at the click, without both the first radiograph (the click is then a pixel).
 * Radiographs beside CT or MR are measured at the clicks of their own.
 */
export async function measureStudy(
  context: Context,
  path: string,
  patient: PatientStudies,
  { at: given, films: clicks, stack }: StudyClicks,
): Promise<StudyMeasurement> {
  const { kind, series } = targetOf(path, patient, undefined);
  if (kind === 'radiograph') {
    const at = pixelOption('--at', given);
    const all = await measuredFilms(context, patient, [
      ...(at ? [{ film: uidOf(series), at }] : []),
      ...clicks,
    ]);
    return { ct: null, ctResult: nothing, all };
  }
  const at = pointOption('--at', given);
  const films = await measuredFilms(context, patient, clicks);
  const { ct, refusals } = await firstVolume(context, patient, stack, films.lesions.length > 0);
  if (!ct) {
    const mr = mrSeriesOf(patient).length > 0 ? [await measuredMr(context, patient, { at })] : [];
    return { ct, ctResult: nothing, all: joined({ lesions: [], refusals }, ...mr, films) };
  }
  const ctResult = await measured(context, ct, { at });
  const first = {
    lesions: ctResult.lesions,
    refusals: [...refusals, ...ctResult.refusals],
    notes: ct.notes.map((note) => ({ where: uidOf(ct.series), ...note })),
  };
  if (mrSeriesOf(patient).length === 0) return { ct, ctResult, all: joined(first, films) };
  const [lesion] = ctResult.voxels;
  const mr = await measuredMr(context, patient, lesion ? { carried: carriedFrom(ct, lesion) } : {});
  return { ct, ctResult, all: joined(first, mr, films) };
}

/**
 * The largest CT series that is a volume; those before it that are none are refused by name. Where nothing else of the
 * study can be measured, the first refusal is thrown.
 */
async function firstVolume(
  context: Context,
  patient: PatientStudies,
  stack: number | undefined,
  others: boolean,
): Promise<{ readonly ct: CtSeries | null; readonly refusals: readonly AnyRefusal[] }> {
  const refused: { readonly refusal: AnyRefusal; readonly error: Error }[] = [];
  for (const series of ctSeriesOf(patient)) {
    try {
      const ct = await ctVolume(context, series, stack);
      return { ct, refusals: refused.map(({ refusal }) => refusal) };
    } catch (error) {
      if (!isExplained(error)) throw error;
      const { code, params } = error;
      refused.push({ refusal: { where: uidOf(series), code, params }, error });
    }
  }
  const [first] = refused;
  if (first && !others && mrSeriesOf(patient).length === 0) throw first.error;
  return { ct: null, refusals: refused.map(({ refusal }) => refusal) };
}

const joined = (...results: readonly AnyResult[]): AnyResult => ({
  lesions: results.flatMap(({ lesions }) => lesions),
  refusals: results.flatMap(({ refusals }) => refusals),
  notes: results.flatMap(({ notes }) => notes ?? []),
});

function carriedFrom({ series, volume }: CtSeries, voxels: LesionVoxels): NonNullable<MrRequest['carried']> {
  const frameOfReference = series.instances[0]?.frameOfReferenceUID ?? '';
  return { geometry: volume, mask: fullMask(volume, voxels), frameOfReference, name: series.name };
}

/** Proposals of the first lesion on each modality; where two answer one variable, the first (CT) counts. */
export function firstProposals({ lesions }: AnyResult): readonly LesionProposal[] {
  const modalityOf = (lesion: AnyLesion): string => ('modality' in lesion ? lesion.modality : 'CT');
  const firsts = lesions.filter(
    (lesion, n) => lesions.findIndex((other) => modalityOf(other) === modalityOf(lesion)) === n,
  );
  const all = firsts.flatMap(({ proposals }) => proposals);
  return all.filter(({ variable }, n) => all.findIndex((other) => other.variable === variable) === n);
}
