import type { QueryClient } from '@tanstack/react-query';
import { endReading } from '../work/reading.ts';
import { forgetVolumes } from './useVolume.ts';

const holders = new Set<() => void>();

/** Registers what frees the images that a part of the viewer holds. */
export const whenImagesClose = (free: () => void): unknown => holders.add(free);

/** Frees all that a closed case held of images: the worker with its volumes, the page's copies, the viewer's. */
export function closeImages(client: QueryClient): void {
  endReading();
  forgetVolumes(client);
  for (const free of holders) free();
}
