import {
  buildVolume,
  DicomError,
  gravityOf,
  parseInstance,
  type Instance,
  type Note,
  type Vec3,
  type Volume,
} from '@calx/dicom';
import { readFrame, type FrameData } from './frame.ts';

/** What the page asks for: a series by its files, in stacking order. */
export interface SeriesRequest {
  readonly uid: string;
  readonly name: string;
  readonly urls: readonly string[];
  readonly modality: string;
  readonly role: string;
  readonly roleConfidence: number;
}

/** A series as it is measured. */
export interface LoadedSeries {
  readonly volume: Volume;
  /** Frame of Reference UID; empty where the files have none. */
  readonly frameOfReference: string;
  /** Unit vector along which things fall, LPS, where the files say it. */
  readonly gravity?: Vec3;
  /** What was repaired or left out when the slices were stacked. */
  readonly notes: readonly Note[];
}

export type Progress = (share: number) => void;

const PARALLEL_FETCHES = 6;
/** Reading bytes is the larger part of the wait; decoding has the rest of the bar. */
const FETCH_SHARE = 0.7;

/** Fetches one file and reads its header. */
export async function fetchInstance(url: string, name: string, signal?: AbortSignal): Promise<Instance> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return parseInstance(new Uint8Array(await response.arrayBuffer()), name);
}

/** Places of a list from its middle outwards: what is looked at first comes first. */
export function middleOut(length: number): readonly number[] {
  const middle = Math.floor((length - 1) / 2);
  return Array.from({ length }, (_, n) => middle + (n % 2 === 1 ? (n + 1) / 2 : -n / 2));
}

/**
 * A series on its way: any slice can be had as soon as its own file is there; the volume when all are. Stopped, it
 * keeps what has arrived and goes on from there.
 */
export class SeriesLoad {
  /** Files asked for, by place; those that have arrived are kept when the rest is given up. */
  private readonly files = new Map<number, Promise<Instance>>();
  private readonly arrived = new Set<number>();
  private aborter = new AbortController();
  private loaded: Promise<LoadedSeries> | undefined;
  private readonly request: SeriesRequest;

  constructor(request: SeriesRequest) {
    this.request = request;
  }

  /** One frame (0-based) of one file, ahead of the others. */
  async frame(file: number, frame: number): Promise<FrameData> {
    return readFrame(await this.file(file), frame);
  }

  /** The volume; asked again, the same one. @throws DicomError `cancelled` after `stop` */
  read(progress: Progress = () => undefined): Promise<LoadedSeries> {
    if (this.loaded) return this.loaded;
    if (this.aborter.signal.aborted) this.aborter = new AbortController();
    const { signal } = this.aborter;
    const loading = this.load(signal, progress).catch((error: unknown) => {
      if (this.loaded === loading) this.loaded = undefined;
      throw signal.aborted ? new DicomError('cancelled') : error;
    });
    this.loaded = loading;
    return loading;
  }

  stop(): void {
    this.aborter.abort();
    this.loaded = undefined;
    for (const at of [...this.files.keys()]) if (!this.arrived.has(at)) this.files.delete(at);
  }

  private file(at: number): Promise<Instance> {
    const known = this.files.get(at);
    if (known) return known;
    const { urls, name } = this.request;
    const arriving = fetchInstance(urls[at] ?? '', name, this.aborter.signal);
    this.files.set(at, arriving);
    arriving.then(
      () => this.arrived.add(at),
      () => {
        if (this.files.get(at) === arriving) this.files.delete(at);
      },
    );
    return arriving;
  }

  private async load(signal: AbortSignal, progress: Progress): Promise<LoadedSeries> {
    const { name } = this.request;
    const instances = await this.all(progress);
    const notes: Note[] = [];
    const volume = await buildVolume(instances, {
      name,
      signal,
      onProgress: (share) => progress(FETCH_SHARE + (1 - FETCH_SHARE) * share),
      onNote: (note) => notes.push(note),
    });
    // The voxels are all that is needed from now on.
    this.files.clear();
    this.arrived.clear();
    const gravity = gravityOf(instances);
    return {
      volume,
      frameOfReference: instances[0]?.frameOfReferenceUID ?? '',
      ...(gravity ? { gravity } : {}),
      notes,
    };
  }

  private async all(progress: Progress): Promise<readonly Instance[]> {
    const order = middleOut(this.request.urls.length);
    const instances: Instance[] = new Array<Instance>(order.length);
    let next = 0;
    let done = 0;
    const take = async (): Promise<void> => {
      for (let at = order[next++]; at !== undefined; at = order[next++]) {
        instances[at] = await this.file(at);
        done++;
        progress((FETCH_SHARE * done) / order.length);
      }
    };
    // The first file has the connection for itself, so that the first image waits for nothing else.
    const [first] = order;
    if (first !== undefined) await this.file(first);
    await Promise.all(Array.from({ length: PARALLEL_FETCHES }, take));
    return instances;
  }
}
