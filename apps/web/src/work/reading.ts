import { proxy, wrap, type Remote } from 'comlink';
import { instanceUrl } from '../api/client.ts';
import type { CaseSeries, LesionRequest } from '../api/types.ts';
import type {
  FrameData,
  Measured,
  Progress,
  Surface,
  ReadingWorker,
  SeriesRequest,
} from './reading.worker.ts';
import type { VolumeData } from './volume.ts';

let remote: Remote<ReadingWorker> | undefined;

/** The one worker that reads and measures. */
function reading(): Remote<ReadingWorker> {
  remote ??= wrap<ReadingWorker>(
    new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' }),
  );
  return remote;
}

const seriesRequest = (series: CaseSeries): SeriesRequest => ({
  uid: series.uid,
  name: series.description ?? series.modality,
  urls: series.instances.map(({ sop }) => instanceUrl(sop)),
});

/** Fetches and decodes a series; `onProgress` gets the share that is done. */
export const loadVolume = (series: CaseSeries, onProgress: Progress): Promise<VolumeData> =>
  reading().loadVolume(seriesRequest(series), proxy(onProgress));

/** Decodes one frame (0-based) of an instance. */
export const loadFrame = (sop: string, name: string, frame: number): Promise<FrameData> =>
  reading().readFrame(instanceUrl(sop), name, frame);

/** Grows and measures a lesion of a series from the stored voxels. */
export const measureLesion = (series: CaseSeries, request: LesionRequest): Promise<Measured> =>
  reading().measure(seriesRequest(series), request);

/** The surfaces of a lesion and the bone beside it. */
export const loadSurfaces = (series: CaseSeries, request: LesionRequest): Promise<readonly Surface[]> =>
  reading().surfaces(seriesRequest(series), request);
