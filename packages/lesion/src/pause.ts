import { CancelledError } from './refusal.ts';

/**
 * Called all through long work, every slice or every few thousand voxels: throws `CancelledError` when someone wants
 * the work stopped.
 */
export type Pause = () => void;

export function stopIfAsked({ shouldStop }: { readonly shouldStop?: (() => boolean) | undefined }): void {
  if (shouldStop?.()) throw new CancelledError('stopped');
}

export const noPause: Pause = () => undefined;

/** Places done between two pauses, where work goes by places and not by slices: a power of two. */
export const placesBetween = 16_384;
