import {
  buildVolume,
  readMask,
  seriesRole,
  type Note,
  type PatientStudies,
  type Series,
  type Volume,
} from '@calx/dicom';
import { openStudy } from '@calx/dicom/node';
import type { Context } from '../context.ts';
import { explain } from '../explain.ts';
import { InputError } from '../exit.ts';
import { readLimited } from '../input.ts';

/** A CT series with its voxels. */
export interface CtSeries {
  readonly series: Series;
  readonly volume: Volume;
  /** What was repaired to make the volume. */
  readonly notes: readonly Note[];
}

/** Opens the study; what was refused or repaired is said on stderr. */
export async function openPatient(context: Context, path: string): Promise<PatientStudies> {
  const progress = context.progress(context.t('cli:progress.reading'));
  const patient = await openStudy(path, { onProgress: (files) => progress(files, files + 1) });
  progress(1, 1);
  for (const refusal of patient.refused) {
    const why = explain(context, refusal);
    context.say(why.includes(refusal.where) ? why : `${refusal.where}: ${why}`);
  }
  for (const note of patient.notes) context.say(explain(context, note));
  return patient;
}

/** Every series of all studies with its UID, or its key where the UID is empty. */
export function seriesOf({ studies }: PatientStudies): readonly Series[] {
  return studies.flatMap((study) => study.series);
}

export function uidOf(series: Series): string {
  return series.uid || series.key;
}

/** What is measured, by kind: each has its own rules. */
export interface Target {
  readonly kind: 'ct' | 'mr' | 'radiograph';
  readonly series: Series;
}

/**
 * The series to measure: the one asked for, else the CT series with the most images, else an MR series, else
 * a radiograph. Throws an
 * InputError when there is none, or none of that UID.
 */
export function targetOf(path: string, patient: PatientStudies, wanted: unknown): Target {
  const all = seriesOf(patient);
  if (typeof wanted === 'string') {
    const series = all.find((candidate) => uidOf(candidate) === wanted);
    if (series) return { kind: kindOf(series), series };
    throw new InputError('cli:error.noSuchSeries', { series: wanted, known: all.map(uidOf).join(', ') });
  }
  const [ct] = ctSeriesOf(patient);
  if (ct) return { kind: 'ct', series: ct };
  const mr = all.find(({ modality }) => modality === 'MR');
  if (mr) return { kind: 'mr', series: mr };
  const film = all.find((series) => kindOf(series) === 'radiograph');
  if (film) return { kind: 'radiograph', series: film };
  throw new InputError('cli:error.nothingToMeasure', { path });
}

function kindOf(series: Series): Target['kind'] {
  if (series.modality === 'MR') return 'mr';
  return seriesRole(series).role.startsWith('radiograph') ? 'radiograph' : 'ct';
}

/** The CT series, that with the most images first. */
export function ctSeriesOf(patient: PatientStudies): readonly Series[] {
  const cts = seriesOf(patient).filter((series) => seriesRole(series).role === 'ct');
  return [...cts].sort((a, b) => b.instances.length - a.instances.length);
}

export async function ctVolume(context: Context, series: Series): Promise<CtSeries> {
  return { series, ...(await volumeOf(context, series)) };
}

/** The volume of a series; what was repaired is said on stderr, as of its files. */
export async function volumeOf(
  context: Context,
  series: Series,
): Promise<{ readonly volume: Volume; readonly notes: readonly Note[] }> {
  const notes: Note[] = [];
  const volume = await buildVolume(series.instances, { onNote: (note) => notes.push(note) });
  for (const note of notes) context.say(explain(context, note));
  return { volume, notes };
}

const largestMaskBytes = 1024 * 1024 * 1024;

/** A mask file (DICOM SEG or NIfTI) on the volume's grid. */
export async function maskOn(volume: Volume, path: string): Promise<Uint8Array> {
  return (await readMask(await readLimited(path, largestMaskBytes), volume, { name: path })).data;
}
