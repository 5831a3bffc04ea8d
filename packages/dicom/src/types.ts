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

/** The part of each slice of a volume that is image, where slices were moved to lie over each other; the rest is fill. */
export interface Covered {
  /** Of every slice. */
  readonly columns: number;
  readonly rows: number;
  /** Column and row of the volume at which each slice begins. */
  readonly first: readonly (readonly [number, number])[];
}

/** Voxels after the modality LUT, i fastest: index = i + size[0] * (j + size[1] * k). */
export interface Volume extends Geometry {
  readonly data: Int16Array | Float32Array;
  /** `HU` for CT; anything else has no unit. */
  readonly quantity: 'HU' | 'arbitrary';
  /** Absent where every voxel is image. */
  readonly covered?: Covered;
  readonly seriesUID: string;
  readonly modality: string;
}
