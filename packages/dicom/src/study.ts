import { expandArchives } from './archive.ts';
import { asRefusal, DicomError, refusal, type Note, type Refusal } from './errors.ts';
import type { FailedInput, Input } from './input.ts';
import {
  parseInstance,
  type Instance,
  type PatientHeader,
  type SeriesHeader,
  type StudyHeader,
} from './instance.ts';
import { isDirectoryFile } from './dicomdir.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { countPatients } from './patients.ts';
import { stacksOf, type Stack } from './stacks.ts';
import { seriesName } from './volume.ts';

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

/** Refusals that say of a place without images no more than that. */
const NO_DAMAGE: ReadonlySet<string> = new Set(['not-dicom', 'not-an-image', 'index-unreadable']);

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

/** What has been read so far, within the limits. */
class Reading {
  readonly instances: Instance[] = [];
  readonly refused: Refusal[] = [];
  readonly ignored: string[] = [];
  files = 0;
  private total = 0;
  private readonly limits: Limits;
  private readonly place: string;

  constructor(limits: Limits, place: string) {
    this.limits = limits;
    this.place = place;
  }

  add(input: Input | FailedInput): void {
    this.files++;
    const { files, totalBytes } = this.limits;
    if (this.files > files) throw new DicomError('too-many-files', { name: this.place, limit: files });
    if ('bytes' in input && isDirectoryFile(input)) {
      // The index of a disc is no image; the files that it names are read as they come.
      this.ignored.push(input.name);
      return;
    }
    try {
      this.instances.push(this.parse(input));
    } catch (error) {
      const why = asRefusal(input.name, error);
      if (why.code === 'not-dicom' && OTHER_FILE.test(input.name)) this.ignored.push(input.name);
      else this.refused.push(why);
    }
    if (this.total > totalBytes) throw new DicomError('too-large', { name: this.place, limit: totalBytes });
  }

  private parse(input: Input | FailedInput): Instance {
    if ('error' in input) throw input.error;
    const { name, bytes } = input;
    this.total += bytes.length;
    const limit = this.limits.fileBytes;
    if (bytes.length > limit) throw new DicomError('too-large', { name, limit });
    return parseInstance(bytes, name);
  }

  /** Instances that can be shown; the others are refused by name. */
  usable(): readonly Instance[] {
    return this.instances.filter((instance) => {
      const { name } = instance;
      if (lacksPixels(instance)) this.refused.push(refusal(name, 'no-pixel-data', { name }));
      else if (saysNothing(instance))
        this.refused.push(refusal(name, 'not-an-image', { name, modality: '-' }));
      else return true;
      return false;
    });
  }
}

/**
 * Read the objects of one patient into studies and series; ZIP archives are opened. A file that can't be used is
 * refused by name and the rest is read; the whole is refused where it holds no DICOM or more than one patient.
 * @throws DicomError `no-dicom`, `several-patients`, `too-many-files`, `too-large`, `cancelled`; with a single
 *   input, the error of that input.
 */
export async function readStudy(
  inputs: Iterable<Input | FailedInput> | AsyncIterable<Input | FailedInput>,
  options: ReadOptions = {},
): Promise<PatientStudies> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const name = options.name ?? 'the chosen place';
  const reading = new Reading(limits, name);
  for await (const input of expandArchives(inputs, limits)) {
    if (options.signal?.aborted) throw new DicomError('cancelled');
    reading.add(input);
    options.onProgress?.(reading.files);
  }
  const usable = reading.usable();
  const { files, refused, ignored } = reading;
  const [only] = refused;
  const damaged = refused.find(({ code }) => !NO_DAMAGE.has(code));
  const reason = files === 1 ? only : damaged;
  if (usable.length === 0 && reason) throw new DicomError(reason.code, reason.params);
  if (usable.length === 0) throw new DicomError('no-dicom', { name, files });
  return arrange(usable, refused, ignored);
}
