import { seriesRole, type PatientStudies, type Series } from '@calx/dicom';
import type { LesionProposal, LesionVoxels, MeasureResult, MrRequest } from '@calx/lesion';
import type { Context } from '../context.ts';
import { pixelOption, pointOption } from '../facts.ts';
import type { AnyLesion, AnyResult } from './answer.ts';
import { fullMask } from './full-mask.ts';
import { measured } from './measured.ts';
import { measuredMr, mrSeriesOf } from './mr.ts';
import { measuredRadiograph } from './radiograph.ts';
import { ctVolume, seriesOf, targetOf, uidOf, type CtSeries } from './study.ts';

export interface StudyMeasurement {
  readonly ct: CtSeries | null;
  readonly ctResult: MeasureResult;
  /** CT first, then MR, then what is to be said of each radiograph. */
  readonly all: AnyResult;
}

const nothing: MeasureResult = { lesions: [], voxels: [], refusals: [] };

/**
 * Everything that a study lets be measured at one click: the CT, and on the MR the lesion of the CT, carried over by the
 * frame of reference; without CT the MR at the click, without both the first radiograph (the click is then a pixel).
 */
export async function measureStudy(
  context: Context,
  path: string,
  patient: PatientStudies,
  clicked: unknown,
): Promise<StudyMeasurement> {
  const { kind, series } = targetOf(path, patient, undefined);
  if (kind === 'radiograph') {
    const own = await measuredRadiograph(series, { at: pixelOption('--at', clicked) });
    return { ct: null, ctResult: nothing, all: joined(own, unclicked(patient, series)) };
  }
  const at = pointOption('--at', clicked);
  const unread = unclicked(patient);
  if (kind === 'mr') {
    return { ct: null, ctResult: nothing, all: joined(await measuredMr(context, patient, { at }), unread) };
  }
  const ct = await ctVolume(series);
  const ctResult = await measured(context, ct, { at });
  if (mrSeriesOf(patient).length === 0) return { ct, ctResult, all: joined(ctResult, unread) };
  const [lesion] = ctResult.voxels;
  const mr = await measuredMr(context, patient, lesion ? { carried: carriedFrom(ct, lesion) } : {});
  return { ct, ctResult, all: joined(ctResult, mr, unread) };
}

/** What is to be said of the radiographs that were not clicked: without a click none is measured. */
function unclicked(patient: PatientStudies, clicked?: Series): AnyResult {
  const films = seriesOf(patient).filter(
    (series) => series !== clicked && seriesRole(series).role.startsWith('radiograph'),
  );
  return {
    lesions: [],
    refusals: films.map((film) => ({
      where: uidOf(film),
      code: 'radiograph.noPoint',
      params: { name: film.name },
    })),
  };
}

const joined = (...results: readonly AnyResult[]): AnyResult => ({
  lesions: results.flatMap(({ lesions }) => lesions),
  refusals: results.flatMap(({ refusals }) => refusals),
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
