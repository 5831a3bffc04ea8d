import type { Geometry, Note, Volume } from '@calx/dicom';

/** A volume as it crosses between worker and page. */
export interface VolumeData extends Volume {
  /** Frame of Reference UID: series that share it lie in one space. */
  readonly frameOfReference: string;
  /** What was repaired or left out when the slices were stacked. */
  readonly notes: readonly Note[];
}

/** The geometry alone, for what is drawn on the same grid. */
export const geometryOf = ({ size, spacing, origin, axes }: Geometry): Geometry => ({
  size,
  spacing,
  origin,
  axes,
});
