import {
  pixelCalibration,
  readModalityValues,
  seriesRole,
  type Instance,
  type PatientStudies,
  type Series,
} from '@calx/dicom';
import { measureRadiograph, type RadiographResult } from '@calx/lesion';
import type { Context } from '../context.ts';
import { InputError, isExplained } from '../exit.ts';
import type { FilmClick } from '../option-values.ts';
import type { AnyResult } from './answer.ts';
import { seriesOf, uidOf } from './study.ts';

/** One radiograph: a series may hold several views. */
export interface Film {
  /** The series' UID for its first image, the image's own for the others. */
  readonly uid: string;
  readonly name: string;
  readonly instance: Instance;
}

type FilmRequest = Pick<FilmClick, 'at' | 'outline'>;

/** The films of a series. */
export function filmsIn(series: Series): readonly Film[] {
  return series.instances
    .filter(({ image }) => image !== undefined)
    .map((instance, n) => ({
      uid: n === 0 ? uidOf(series) : instance.sopInstanceUID,
      name: n === 0 ? series.name : `${series.name} (${n + 1})`,
      instance,
    }));
}

/** Measures a film at a click or in an outline. */
export async function measuredFilm(
  { uid, name, instance }: Film,
  { at, outline }: FilmRequest,
): Promise<RadiographResult> {
  if (!instance.image) throw new InputError('cli:error.nothingToMeasure', { path: name });
  const { data } = await readModalityValues(instance);
  const { columns, rows, samplesPerPixel, photometric } = instance.image;
  const calibration = pixelCalibration(instance);
  return measureRadiograph(
    { series: uid, name, data, columns, rows, samplesPerPixel, photometric, calibration },
    { ...(at ? { at } : {}), ...(outline ? { outline } : {}) },
  );
}

/**
 * Every film of the study at the clicks that are meant for it; without a click none is measured, and that is said.
 * A film that can't be read is refused by name, the rest measured.
 */
export async function measuredFilms(
  context: Context,
  patient: PatientStudies,
  clicks: readonly FilmClick[],
): Promise<AnyResult> {
  const films = seriesOf(patient)
    .filter((series) => seriesRole(series).role.startsWith('radiograph'))
    .flatMap(filmsIn);
  const isOf = ({ film }: FilmClick, { uid, instance }: Film): boolean =>
    film === uid || film === instance.sopInstanceUID;
  const lost = clicks.find((click) => !films.some((film) => isOf(click, film)));
  if (lost) {
    const known = films.map(({ uid }) => uid).join(', ') || '-';
    throw new InputError('cli:error.noSuchFilm', { film: lost.film, known });
  }
  const results: AnyResult[] = [];
  for (const film of films) {
    const own: readonly FilmRequest[] = clicks.filter((click) => isOf(click, film));
    if (own.length === 0) context.say(context.t('cli:read.filmHint', { name: film.name, uid: film.uid }));
    for (const request of own.length > 0 ? own : [{}]) results.push(await measuredOrRefused(film, request));
  }
  return {
    lesions: results.flatMap(({ lesions }) => lesions),
    refusals: results.flatMap(({ refusals }) => refusals),
  };
}

async function measuredOrRefused(film: Film, request: FilmRequest): Promise<AnyResult> {
  try {
    return await measuredFilm(film, request);
  } catch (error) {
    if (!isExplained(error)) throw error;
    return { lesions: [], refusals: [{ where: film.uid, code: error.code, params: error.params }] };
  }
}
