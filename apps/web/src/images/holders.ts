/** The parts of the viewer that hold images, for when a case is closed. */

const holders = new Set<() => void>();

/** Registers what frees the images that a part holds. */
export const whenImagesClose = (free: () => void): unknown => holders.add(free);

export function freeHolders(): void {
  for (const free of holders) free();
}
