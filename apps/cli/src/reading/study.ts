import {
  buildVolume,
  isEnhanced,
  readMask,
  seriesRole,
  type Note,
  type PatientStudies,
  type Series,
  type Slice,
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
  /** The images of the volume, in its order. */
  readonly slices: readonly Slice[];
  /** What was repaired to make the volume. */
  readonly notes: readonly Note[];
}

/** Opens the study; what was refused or repaired is said on stderr. */
export async function openPatient(context: Context, path: string): Promise<PatientStudies> {
  const progress = context.progress(context.t('cli:progress.reading'));
  const patient = await openStudy(path, { onProgress: (files) => progress(files, files + 1) });
  progress(1, 1);
  sayEach(context, patient.refused, (refusal) => {
    const why = explain(context, refusal);
    return why.includes(refusal.where) ? why : `${refusal.where}: ${why}`;
  });
  sayEach(context, patient.notes, (note) => explain(context, note));
  return patient;
}

/** More messages of one kind than this are counted, not listed. */
const mostAlike = 5;

/** Says each message; of many of one kind the first ones and how many more there are. */
function sayEach<T extends Note>(
  context: Context,
  messages: readonly T[],
  sentence: (message: T) => string,
): void {
  const said = new Map<string, number>();
  for (const message of messages) {
    const before = said.get(message.code) ?? 0;
    if (before < mostAlike) context.say(sentence(message));
    said.set(message.code, before + 1);
  }
  for (const count of said.values())
    if (count > mostAlike) context.say(context.t('cli:read.more', { count: count - mostAlike }));
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

/** The CT series, that with the most images first; of equal ones that without contrast, which imitates mineral. */
export function ctSeriesOf(patient: PatientStudies): readonly Series[] {
  const cts = seriesOf(patient).filter((series) => seriesRole(series).role === 'ct');
  const enhanced = ({ instances }: Series): number => Number(isEnhanced(instances[0]));
  return [...cts].sort((a, b) => b.instances.length - a.instances.length || enhanced(a) - enhanced(b));
}

/** @param stack number of the stack where a series mixes several, from 1; the largest where left out. */
export async function ctVolume(context: Context, series: Series, stack?: number): Promise<CtSeries> {
  const chosen = chosenStack(series, stack);
  const slices = series.stacks[chosen?.index ?? 0]?.slices ?? [];
  if (!chosen) return { series, slices, ...(await volumeOf(context, series)) };
  const { volume, notes } = await volumeOf(context, series, chosen.index);
  context.say(explain(context, chosen.note));
  if (stack === undefined)
    context.say(context.t('cli:read.stackHint', { stacks: chosen.note.params['stacks'] ?? 0 }));
  return { series, slices, volume, notes: [chosen.note, ...notes] };
}

/** The stack to measure of a series that mixes several, and what is to be said of that; nothing for a plain series. */
function chosenStack(
  { stacks, name }: Series,
  wanted: number | undefined,
): { readonly index: number; readonly note: Note } | undefined {
  const slices = stacks.filter((stack) => !stack.localizer).map((stack) => stack.slices.length);
  if (wanted !== undefined && !(wanted >= 1 && wanted <= slices.length))
    throw new InputError('cli:error.noSuchStack', { stack: wanted, name, stacks: slices.length });
  // Single slices are no volume whichever is chosen; the reason is then the mixture.
  if (slices.length < 2 || (slices[0] ?? 0) < 2) return undefined;
  const chosen = wanted ?? 1;
  const params = { name, stacks: slices.length, slices: slices.join(', '), chosen };
  return { index: chosen - 1, note: { code: 'stack-chosen', params } };
}

/** The volume of a series; what was repaired is said on stderr, as of its files. */
export async function volumeOf(
  context: Context,
  series: Series,
  stack?: number,
): Promise<{ readonly volume: Volume; readonly notes: readonly Note[] }> {
  const notes: Note[] = [];
  const volume = await buildVolume(series.instances, {
    ...(stack === undefined ? {} : { stack }),
    onNote: (note) => notes.push(note),
  });
  for (const note of notes) context.say(explain(context, note));
  return { volume, notes };
}

const largestMaskBytes = 1024 * 1024 * 1024;

/** A mask file (DICOM SEG or NIfTI) on the volume's grid. */
export async function maskOn(volume: Volume, path: string): Promise<Uint8Array> {
  return (await readMask(await readLimited(path, largestMaskBytes), volume, { name: path })).data;
}
