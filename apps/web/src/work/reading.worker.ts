import { expose, transfer } from 'comlink';
import { buildVolume, parseInstance, provideCodecs, type Instance, type Volume } from '@calx/dicom';
import codecs from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';

import { surfacesOf, type Surface } from './surfaces.ts';
import { coded } from './coded.ts';
import { readFrame, type FrameData } from './frame.ts';
import { lesionOf, type Measured } from './lesion.ts';
import type { LesionRequest } from '../api/types.ts';

/** Reads and measures off the page's thread; keeps the volumes so that each is fetched and decoded once. */

export interface SeriesRequest {
  readonly uid: string;
  readonly name: string;
  readonly urls: readonly string[];
}

export type Progress = (share: number) => void;

provideCodecs(async () => (await fetch(codecs)).arrayBuffer());

const PARALLEL_FETCHES = 6;
/** Reading bytes is the larger part of the wait; decoding has the rest of the bar. */
const FETCH_SHARE = 0.7;

const volumes = new Map<string, Promise<Volume>>();

async function fetchInstance(url: string, name: string): Promise<Instance> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return parseInstance(new Uint8Array(await response.arrayBuffer()), name);
}

async function fetchAll(request: SeriesRequest, progress: Progress): Promise<readonly Instance[]> {
  const instances: Instance[] = new Array<Instance>(request.urls.length);
  let next = 0;
  let done = 0;
  const take = async (): Promise<void> => {
    for (let index = next++; index < request.urls.length; index = next++) {
      instances[index] = await fetchInstance(request.urls[index] ?? '', request.name);
      done++;
      progress((FETCH_SHARE * done) / request.urls.length);
    }
  };
  await Promise.all(Array.from({ length: PARALLEL_FETCHES }, take));
  return instances;
}

async function load(request: SeriesRequest, progress: Progress): Promise<Volume> {
  const instances = await fetchAll(request, progress);
  return buildVolume(instances, {
    name: request.name,
    onProgress: (share) => progress(FETCH_SHARE + (1 - FETCH_SHARE) * share),
  });
}

function volumeOf(request: SeriesRequest, progress: Progress = () => undefined): Promise<Volume> {
  const known = volumes.get(request.uid);
  if (known) return known;
  const loading = load(request, progress);
  volumes.set(request.uid, loading);
  loading.catch(() => volumes.delete(request.uid));
  return loading;
}

const worker = {
  /** The series' volume; the worker keeps its own copy for measuring. */
  loadVolume: (request: SeriesRequest, progress: Progress): Promise<Volume> =>
    coded(async () => {
      const volume = await volumeOf(request, progress);
      const data = volume.data.slice();
      return transfer({ ...volume, data }, [data.buffer]);
    }),
  /** One frame of an image that is no part of a volume (a radiograph). */
  readFrame: (url: string, name: string, frame: number): Promise<FrameData> =>
    coded(async () => {
      const read = await readFrame(await fetchInstance(url, name), frame);
      return transfer(read, [read.data.buffer]);
    }),
  /** A lesion of a series: the measurement and the voxels that it was taken on, on the grid of the series. */
  measure: (request: SeriesRequest, lesion: LesionRequest): Promise<Measured> =>
    coded(async () => {
      const measured = lesionOf(await volumeOf(request), lesion);
      return transfer(measured, [measured.mask.buffer]);
    }),
  /** The lesion, the bone beside it and the shortest way between them, for the view in space. */
  surfaces: (request: SeriesRequest, lesion: LesionRequest): Promise<readonly Surface[]> =>
    coded(async () => {
      const surfaces = surfacesOf(await volumeOf(request), lesion);
      return transfer(
        surfaces,
        surfaces.map(({ positions }) => positions.buffer),
      );
    }),
};

export type { FrameData, Measured, Surface };
export type ReadingWorker = typeof worker;
expose(worker);
