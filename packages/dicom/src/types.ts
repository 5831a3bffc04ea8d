/** A point or vector in the DICOM patient frame (LPS), in mm. PS3.3 C.7.6.2.1.1. */
export type Vec3 = readonly [number, number, number];

/** Where voxels lie. Voxel (i, j, k) is centred at origin + i*spacing[0]*axes[0] + j*spacing[1]*axes[1] + k*spacing[2]*axes[2]. */
export interface Geometry {
  /** Columns, rows, slices. */
  readonly size: Vec3;
  /** mm between centres along i (columns), j (rows), k (slices). */
  readonly spacing: Vec3;
  /** Centre of voxel (0, 0, 0), LPS mm. */
  readonly origin: Vec3;
  /** Unit vectors of i, j, k in LPS. */
  readonly axes: readonly [Vec3, Vec3, Vec3];
}

/** Voxels after the modality LUT, i fastest: index = i + size[0] * (j + size[1] * k). */
export interface Volume extends Geometry {
  readonly data: Int16Array | Float32Array;
  /** `HU` for CT; anything else has no unit. */
  readonly quantity: 'HU' | 'arbitrary';
  readonly seriesUID: string;
  readonly modality: string;
}
