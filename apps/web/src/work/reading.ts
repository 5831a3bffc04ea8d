import { proxy, releaseProxy, wrap, type ProxyMarked, type Remote } from 'comlink';
import { instanceUrl } from '../api/client.ts';
import type { CaseSeries, LesionRequest } from '../api/types.ts';
import { watched, type Job, type Watch } from './job.ts';
import type {
  CandidateSearch,
  FrameData,
  Measured,
  Progress,
  Surface,
  ReadingWorker,
  SeriesRequest,
} from './reading.worker.ts';
import type { VolumeData } from './volume.ts';

let running: { readonly worker: Worker; readonly remote: Remote<ReadingWorker> } | undefined;

/** The one worker that reads and measures; it ends with the case, and its memory with it. */
function reading(): Remote<ReadingWorker> {
  if (!running) {
    const worker = new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' });
    running = { worker, remote: wrap<ReadingWorker>(worker) };
  }
  return running.remote;
}

/** Ends whatever is being read or measured and frees what was kept for it. */
export function endReading(): void {
  running?.remote[releaseProxy]();
  running?.worker.terminate();
  running = undefined;
}

const seriesRequest = (series: CaseSeries): SeriesRequest => ({
  uid: series.uid,
  name: series.description ?? series.modality,
  urls: series.instances.map(({ sop }) => instanceUrl(sop)),
  modality: series.modality,
  role: series.role ?? '',
  roleConfidence: series.roleConfidence ?? 0,
});

/** Fetches and decodes a series; `onProgress` gets the share that is done. */
export const loadVolume = (series: CaseSeries, onProgress: Progress): Promise<VolumeData> =>
  reading().loadVolume(seriesRequest(series), proxy(onProgress));

/** A slice of a series that is being loaded, as soon as its own file is there; 0-based, in stacking order. */
export function loadArriving(series: CaseSeries, slice: number): Promise<FrameData> {
  let frame = slice;
  const file = series.instances.findIndex(({ frames }) => {
    if (frame < Math.max(1, frames)) return true;
    frame -= Math.max(1, frames);
    return false;
  });
  return reading().arrivingFrame(seriesRequest(series), Math.max(0, file), frame);
}

/** Stops loading a series; asked for again, it goes on where it stood. */
export const stopLoading = (series: CaseSeries): Promise<void> => reading().stopLoading(series.uid);

/** Decodes one frame (0-based) of an instance. */
export const loadFrame = (sop: string, name: string, frame: number): Promise<FrameData> =>
  reading().readFrame(instanceUrl(sop), name, frame);

/** Pilots and diffusion hold no signal to compare with muscle. */
const NO_SIGNAL = new Set(['mr-localizer', 'mr-diffusion']);

/** Runs a job of the worker under the eyes of the page, which can give it up. */
const inWorker = <Result>(
  run: (
    worker: Remote<ReadingWorker>,
    progress: Job['progress'] & ProxyMarked,
    stop: Job['stop'],
  ) => Promise<Result>,
  watch: Watch,
): Promise<Result> => watched(({ progress, stop }) => run(reading(), proxy(progress), stop), watch);

/** Grows and measures a lesion of a series from the stored voxels; on MR, with the other sequences of the case. */
export const measureLesion = (
  series: CaseSeries,
  all: readonly CaseSeries[],
  request: LesionRequest,
  watch: Watch,
): Promise<Measured> => {
  const own = seriesRequest(series);
  const { film } = request;
  if (film)
    return inWorker(
      (worker, ...job) => worker.measureFilm(own, instanceUrl(film.sop), request, ...job),
      watch,
    );
  const sequences = all.filter(
    ({ uid, modality, role }) => modality === 'MR' && (uid === series.uid || !NO_SIGNAL.has(role ?? '')),
  );
  const others = series.modality === 'MR' ? sequences.map(seriesRequest) : [];
  return inWorker((worker, ...job) => worker.measure(own, request, others, ...job), watch);
};

/** Calcified masses of a CT series outside the skeleton, found without a click. */
export const proposeLesions = (series: CaseSeries, watch: Watch): Promise<CandidateSearch> =>
  inWorker((worker, ...job) => worker.propose(seriesRequest(series), ...job), watch);

/** The surfaces of a lesion and the bone beside it. */
export const loadSurfaces = (
  series: CaseSeries,
  request: LesionRequest,
  watch: Watch,
): Promise<readonly Surface[]> =>
  inWorker((worker, ...job) => worker.surfaces(seriesRequest(series), request, ...job), watch);
