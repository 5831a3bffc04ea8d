import { useCallback, useState } from 'react';
import { skipToken, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Note } from '@calx/dicom';
import type { CaseSeries } from '../api/types.ts';
import { loadVolume, stopLoading } from '../work/reading.ts';
import type { VolumeData } from '../work/volume.ts';

const VOLUME = 'volume';
/** Kept while the case is open, so that no series is waited for twice; freed with it. */
const KEPT = { staleTime: Infinity, gcTime: Infinity, retry: false, structuralSharing: false } as const;
const NO_NOTES: readonly Note[] = [];

/** The viewer library is large: the first image is drawn without it. */
export const loadViewer = () => import('./VolumeViews.tsx');

/** A series as a volume that the viewer is ready to show, with the share that is read so far; it can be stopped and gone on with. */
export function useVolume(series: CaseSeries) {
  const [progress, setProgress] = useState(0);
  const [stopped, setStopped] = useState(false);
  const client = useQueryClient();
  const queryKey = [VOLUME, series.uid];
  const { data, error, refetch } = useQuery({
    queryKey,
    queryFn: async () => {
      const volume = await loadVolume(series, setProgress);
      await loadViewer();
      return volume;
    },
    ...KEPT,
    enabled: !stopped,
  });
  const stop = useCallback((): void => {
    setStopped(true);
    void stopLoading(series);
    void client.cancelQueries({ queryKey: [VOLUME, series.uid] });
  }, [client, series]);
  const again = useCallback((): void => {
    if (stopped) setStopped(false);
    else void refetch();
  }, [stopped, refetch]);
  return { data, error: stopped ? null : error, progress, stopped, stop, again };
}

/** What was repaired when the slices of a series were stacked; nothing until they are. */
export function useVolumeNotes(series: string): readonly Note[] {
  const { data } = useQuery<VolumeData>({ queryKey: [VOLUME, series], queryFn: skipToken, ...KEPT });
  return data?.notes ?? NO_NOTES;
}

/** Forgets every volume of the page. */
export const forgetVolumes = (client: QueryClient): void => client.removeQueries({ queryKey: [VOLUME] });
