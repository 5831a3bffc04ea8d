import { proxy, wrap, type Remote } from 'comlink';
import { instanceUrl } from '../api/client.ts';
import type { CaseSeries } from '../api/types.ts';
import type { Progress, ReadingWorker, SeriesRequest } from './reading.worker.ts';
import type { VolumeData } from './volume.ts';

let remote: Remote<ReadingWorker> | undefined;

/** The one worker that reads and measures. */
function reading(): Remote<ReadingWorker> {
  remote ??= wrap<ReadingWorker>(
    new Worker(new URL('./reading.worker.ts', import.meta.url), { type: 'module' }),
  );
  return remote;
}

export const seriesRequest = (series: CaseSeries): SeriesRequest => ({
  uid: series.uid,
  name: series.description ?? series.modality,
  urls: series.instances.map(({ sop }) => instanceUrl(sop)),
});

/** Fetches and decodes a series; `onProgress` gets the share that is done. */
export const loadVolume = (series: CaseSeries, onProgress: Progress): Promise<VolumeData> =>
  reading().loadVolume(seriesRequest(series), proxy(onProgress));

/** Lets go of all volumes (a case was closed). */
export const forgetVolumes = (): Promise<void> => reading().forget();
