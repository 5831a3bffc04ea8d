import type { Geometry, Volume } from '@calx/dicom';

/** A volume as it crosses between worker and page. */
export type VolumeData = Volume;

/** The geometry alone, for what is drawn on the same grid. */
export const geometryOf = ({ size, spacing, origin, axes }: Geometry): Geometry => ({
  size,
  spacing,
  origin,
  axes,
});
