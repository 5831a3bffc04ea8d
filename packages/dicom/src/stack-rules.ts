/**
 * Tolerances for assembling slices. All `assumed`: chosen to be far below what moves a measurement and
 * above the rounding of decimal strings (PS3.5 DS, 16 characters) and of table positions.
 */
export const STACK_RULES = {
  source: 'assumed',
  /** Largest difference of direction cosines within one stack. */
  orientation: 1e-3,
  /** Largest departure from orthonormal direction cosines. */
  orthonormal: 1e-3,
  /** Largest relative difference of pixel spacing within one stack. */
  pixelSpacing: 1e-3,
  /** Positions nearer than this (mm) are the same position. */
  samePosition: 1e-2,
  /** Largest departure (fraction of the spacing) of a gap from the median gap. */
  gap: 0.03,
  /** Largest distance of a slice from where the grid has it, across the normal, as a fraction of the in-plane pixel. */
  shear: 0.1,
  /** Values of voxels that no slice covers once slices were moved: air on CT, no signal elsewhere. */
  fill: { HU: -1024, arbitrary: 0 },
  /** Most voxels of a volume unless the caller allows more. */
  voxels: 2 ** 30,
} as const;
