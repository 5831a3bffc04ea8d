import type { QueryClient } from '@tanstack/react-query';
import { endReading } from '../work/reading.ts';
import { freeHolders } from './holders.ts';
import { forgetVolumes } from './useVolume.ts';

/** Frees all that a closed case held of images: the worker with its volumes, the page's copies, the viewer's. */
export function closeImages(client: QueryClient): void {
  endReading();
  forgetVolumes(client);
  freeHolders();
}
