import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { CaseSeries } from '../api/types.ts';
import { loadVolume } from '../work/reading.ts';
import { putVolume } from './cornerstone.ts';

/** A series as a volume that the viewer already holds, with the share that is read so far. */
export function useVolume(series: CaseSeries) {
  const [progress, setProgress] = useState(0);
  const query = useQuery({
    queryKey: ['volume', series.uid],
    queryFn: async () => {
      const volume = await loadVolume(series, setProgress);
      putVolume(volume);
      return volume;
    },
    staleTime: Infinity,
    gcTime: Infinity,
    retry: false,
    structuralSharing: false,
  });
  return { ...query, progress };
}
