import { useCallback, useState } from 'react';
import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { CaseSeries } from '../api/types.ts';
import { loadVolume, stopLoading } from '../work/reading.ts';

const VOLUME = 'volume';

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
    staleTime: Infinity,
    // Kept while the case is open, so that no series is waited for twice; freed with it.
    gcTime: Infinity,
    retry: false,
    structuralSharing: false,
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

/** Forgets every volume of the page. */
export const forgetVolumes = (client: QueryClient): void => client.removeQueries({ queryKey: [VOLUME] });
