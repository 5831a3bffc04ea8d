import { asRefusal, DicomError, refusal, type Note, type Refusal } from './errors.ts';
import {
  parseInstance,
  type Instance,
  type PatientHeader,
  type SeriesHeader,
  type StudyHeader,
} from './instance.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { countPatients } from './patients.ts';
import { stacksOf, type Stack } from './stacks.ts';
import { Tag } from './tags.ts';
import { seriesName } from './volume.ts';

export interface Input {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Series extends SeriesHeader {
  /** Key within the study: the UID, or where that is empty one made of what tells the series apart. */
  readonly key: string;
  /** As people call it. */
  readonly name: string;
  readonly modality: string;
  /** Sorted as the slices lie, or by number where they have no position. */
  readonly instances: readonly Instance[];
  readonly stacks: readonly Stack[];
}

export interface Study extends StudyHeader {
  readonly series: readonly Series[];
}

export interface PatientStudies {
  readonly patient: PatientHeader;
  readonly studies: readonly Study[];
  /** What was not used, and why. */
  readonly refused: readonly Refusal[];
  /** Files that are not images and do not claim to be (readme, facts). */
  readonly ignored: readonly string[];
  /** What was repaired. */
  readonly notes: readonly Note[];
}

export interface ReadOptions {
  readonly limits?: Partial<Limits>;
  readonly signal?: AbortSignal;
  /** Files read so far. */
  readonly onProgress?: (files: number) => void;
  /** How the whole input is called in messages. */
  readonly name?: string;
}

/** Names of files that nobody would take for an image. */
const OTHER_FILE =
  /\.(txt|md|json|ya?ml|csv|xml|html?|pdf|png|jpe?g|gz|nii|docx?|xlsx?|ini|inf|exe|dll|js|css)$/i;

function byKey<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

/** Empty UIDs still group: by number, description and modality. */
function seriesKey(instance: Instance): string {
  const { uid, number, description } = instance.series;
  return uid || `${instance.modality}|${number ?? ''}|${description}`;
}

function toSeries(key: string, instances: readonly Instance[]): Series {
  const [first] = instances;
  if (!first) throw new Error('a series has at least one instance');
  const stacks = stacksOf(instances);
  const order = new Map<Instance, number>();
  for (const slice of stacks.flatMap((stack) => stack.slices)) {
    if (!order.has(slice.instance)) order.set(slice.instance, order.size);
  }
  const place = (instance: Instance): number => order.get(instance) ?? order.size;
  return {
    ...first.series,
    key,
    name: seriesName(first),
    modality: first.modality,
    instances: [...instances].sort((a, b) => place(a) - place(b)),
    stacks,
  };
}

function toStudy(instances: readonly Instance[]): Study {
  const [first] = instances;
  if (!first) throw new Error('a study has at least one instance');
  const series = [...byKey(instances, seriesKey)].map(([key, members]) => toSeries(key, members));
  series.sort((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity) || (a.key < b.key ? -1 : 1));
  return { ...first.study, series };
}

/** The fullest header of the patient: files of one study may say more or less. */
function fullest(instances: readonly Instance[]): PatientHeader {
  const filled = (patient: PatientHeader): number =>
    Object.values(patient).filter((value) => value !== '').length;
  const patients = instances.map((instance) => instance.patient);
  return patients.reduce((best, patient) => (filled(patient) > filled(best) ? patient : best));
}

/** The same object twice (one SOP Instance UID) is kept once. */
function withoutRepeats(instances: readonly Instance[], notes: Note[]): readonly Instance[] {
  const seen = new Set<string>();
  const kept = instances.filter(({ sopInstanceUID }) => {
    if (sopInstanceUID === '' || !seen.has(sopInstanceUID)) {
      seen.add(sopInstanceUID);
      return true;
    }
    return false;
  });
  const count = instances.length - kept.length;
  if (count > 0) notes.push({ code: 'duplicate-removed', params: { name: 'the study', copies: count } });
  return kept;
}

const IMAGE_MODALITIES: ReadonlySet<string> = new Set(['CT', 'MR', 'CR', 'DX', 'RF', 'XA', 'PT', 'SEG']);

/** Images whose pixels are missing can't be shown or measured; reports and contours have none by nature. */
function lacksPixels({ image, hasPixels, modality }: Instance): boolean {
  return !hasPixels && (image !== undefined || IMAGE_MODALITIES.has(modality));
}

function saysNothing({ image, modality }: Instance): boolean {
  return !image && modality === '';
}

/** Sort read instances into the studies and series of one patient. */
function arrange(
  instances: readonly Instance[],
  refused: readonly Refusal[],
  ignored: readonly string[],
): PatientStudies {
  const patients = countPatients(instances);
  if (patients > 1) throw new DicomError('several-patients', { count: patients });
  const notes: Note[] = instances.flatMap((instance) => instance.notes);
  const kept = withoutRepeats(instances, notes);
  const studies = [...byKey(kept, (instance) => instance.study.uid).values()].map(toStudy);
  studies.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.uid < b.uid ? -1 : 1));
  return { patient: fullest(kept), studies, refused, ignored, notes };
}

/**
 * Read the objects of one patient into studies and series. A file that can't be used is refused by name and
 * the rest is read; the whole is refused where it holds no DICOM or more than one patient.
 * @throws DicomError `no-dicom`, `several-patients`, `too-many-files`, `too-large`, `cancelled`; with a single
 *   input, the error of that input.
 */
export async function readStudy(
  inputs: Iterable<Input> | AsyncIterable<Input>,
  options: ReadOptions = {},
): Promise<PatientStudies> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const place = options.name ?? 'the chosen place';
  const instances: Instance[] = [];
  const refused: Refusal[] = [];
  const ignored: string[] = [];
  let files = 0;
  let total = 0;
  for await (const { name, bytes } of inputs) {
    if (options.signal?.aborted) throw new DicomError('cancelled');
    files++;
    total += bytes.length;
    if (files > limits.files) throw new DicomError('too-many-files', { name: place, limit: limits.files });
    if (total > limits.totalBytes)
      throw new DicomError('too-large', { name: place, limit: limits.totalBytes });
    try {
      if (bytes.length > limits.fileBytes) {
        throw new DicomError('too-large', { name, limit: limits.fileBytes });
      }
      instances.push(parseInstance(bytes, name));
    } catch (error) {
      const why = asRefusal(name, error);
      if (why.code === 'not-dicom' && OTHER_FILE.test(name)) ignored.push(name);
      else refused.push(why);
    }
    options.onProgress?.(files);
  }
  const usable = instances.filter((instance) => {
    const { name } = instance;
    // The index of a disc names files that are read anyway.
    if (instance.dataset.element(Tag.DirectoryRecordSequence)) ignored.push(name);
    else if (lacksPixels(instance)) refused.push(refusal(name, 'no-pixel-data', { name }));
    else if (saysNothing(instance)) refused.push(refusal(name, 'not-an-image', { name, modality: '-' }));
    else return true;
    return false;
  });
  const [only] = refused;
  if (usable.length === 0 && only && files === 1) throw new DicomError(only.code, only.params);
  if (usable.length === 0) throw new DicomError('no-dicom', { name: place, files });
  return arrange(usable, refused, ignored);
}
