import { expose, transfer } from 'comlink';
import { provideCodecs, type Role } from '@calx/dicom';
import codecs from 'dcmjs-codecs/build/dcmjs-native-codecs.wasm?url';

import { surfacesOf, type Surface } from './surfaces.ts';
import { coded } from './coded.ts';
import { readFrame, type FrameData } from './frame.ts';
import { filmLesionOf } from './film.ts';
import { candidatesOf, type CandidateSearch } from './candidates.ts';
import type { Job } from './job.ts';
import { lesionOf, type Measured } from './lesion.ts';
import { mrLesionOf } from './mr.ts';
import type { MrSequence } from '@calx/lesion';
import type { VolumeData } from './volume.ts';
import {
  fetchInstance,
  SeriesLoad,
  type LoadedSeries,
  type Progress,
  type SeriesRequest,
} from './series-load.ts';
import type { LesionRequest } from '../api/types.ts';

/** Reads and measures off the page's thread; keeps the volumes so that each is fetched and decoded once. */

provideCodecs(async () => (await fetch(codecs)).arrayBuffer());

const loads = new Map<string, SeriesLoad>();

function loadOf(request: SeriesRequest): SeriesLoad {
  const known = loads.get(request.uid);
  if (known) return known;
  const load = new SeriesLoad(request);
  loads.set(request.uid, load);
  return load;
}

/** The MR series as they are measured; one that is no volume is left out, as its own view says. */
async function sequencesOf(
  requests: readonly SeriesRequest[],
  { progress }: Job,
): Promise<readonly MrSequence[]> {
  let done = 0;
  const read = await Promise.allSettled(
    requests.map((request) =>
      loadOf(request)
        .read()
        .finally(() => progress({ step: 'read', share: ++done / requests.length })),
    ),
  );
  return requests.flatMap(({ name, role, roleConfidence }, n): readonly MrSequence[] => {
    const result = read[n];
    if (result?.status !== 'fulfilled') return [];
    const fatSuppressed = role.endsWith('-fs');
    return [{ ...result.value, name, role: role as Role, roleConfidence, fatSuppressed }];
  });
}

/** A job as it crosses: only arguments of their own can be called from the other side. */
type JobArguments = readonly [progress: Job['progress'], stop: Job['stop']];

/** The volume that a job measures on; one that is still on its way is read first. */
const volumeOf = (request: SeriesRequest, { progress }: Job): Promise<LoadedSeries> =>
  loadOf(request).read((share) => progress({ step: 'read', share }));

const worker = {
  /** The series' volume; the worker keeps its own copy for measuring. */
  loadVolume: (request: SeriesRequest, progress: Progress): Promise<VolumeData> =>
    coded(async () => {
      const { volume, frameOfReference, notes } = await loadOf(request).read(progress);
      const data = volume.data.slice();
      return transfer({ ...volume, frameOfReference, notes, data }, [data.buffer]);
    }),
  /** One frame of one file of a series that is being loaded, ahead of the rest. */
  arrivingFrame: (request: SeriesRequest, file: number, frame: number): Promise<FrameData> =>
    coded(async () => {
      const read = await loadOf(request).frame(file, frame);
      return transfer(read, [read.data.buffer]);
    }),
  /** Stops loading a series; what has arrived is kept. */
  stopLoading: (uid: string): void => loads.get(uid)?.stop(),
  /** One frame of an image that is no part of a volume (a radiograph). */
  readFrame: (url: string, name: string, frame: number): Promise<FrameData> =>
    coded(async () => {
      const read = await readFrame(await fetchInstance(url, name), frame);
      return transfer(read, [read.data.buffer]);
    }),
  /** A lesion of a series: the measurement and the voxels that it was taken on, on the grid of the series. */
  measure: (
    request: SeriesRequest,
    lesion: LesionRequest,
    others: readonly SeriesRequest[],
    ...[progress, stop]: JobArguments
  ): Promise<Measured> =>
    coded(async () => {
      const job = { progress, stop };
      const measured =
        request.modality === 'MR'
          ? mrLesionOf(request.uid, await sequencesOf(others, job), lesion, job)
          : lesionOf(await volumeOf(request, job), lesion, job);
      const { mask, muscle } = measured;
      return transfer(measured, muscle ? [mask.buffer, muscle.buffer] : [mask.buffer]);
    }),
  /** A lesion on one image of a radiograph. */
  measureFilm: (
    request: SeriesRequest,
    url: string,
    lesion: LesionRequest,
    ...[progress, stop]: JobArguments
  ): Promise<Measured> =>
    coded(async () => {
      progress({ step: 'read' });
      const instance = await fetchInstance(url, request.name);
      const measured = await filmLesionOf(instance, request, lesion, { progress, stop });
      return transfer(measured, [measured.mask.buffer]);
    }),
  /** Calcified masses outside the skeleton that nobody has clicked on, the most likely first. */
  propose: (request: SeriesRequest, ...[progress, stop]: JobArguments): Promise<CandidateSearch> =>
    coded(async () => {
      const job = { progress, stop };
      return candidatesOf(await volumeOf(request, job), job);
    }),
  /** The lesion, the bone beside it and the shortest way between them, for the view in space. */
  surfaces: (
    request: SeriesRequest,
    lesion: LesionRequest,
    ...[progress, stop]: JobArguments
  ): Promise<readonly Surface[]> =>
    coded(async () => {
      const job = { progress, stop };
      const surfaces = surfacesOf(await volumeOf(request, job), lesion, job);
      return transfer(
        surfaces,
        surfaces.map(({ positions }) => positions.buffer),
      );
    }),
};

export type { CandidateSearch, FrameData, Measured, Progress, SeriesRequest, Surface };
export type ReadingWorker = typeof worker;
expose(worker);
