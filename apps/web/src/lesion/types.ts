import type { Vec3 } from '@calx/dicom';

/** What the page reads of a lesion's measurement; @calx/lesion gives the full shape. mm, mm2, mm3, HU, LPS. */

/** A measured number with its UCUM unit and, where estimated, its bounds. */
export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
}

export interface ShownMeasurement {
  /** A key of `lesion:rule.*`. */
  readonly rule: string;
  readonly thresholdHU: number;
  readonly mass: { readonly voxels: number; readonly volume: number | Quantity } | null;
  readonly mineral: {
    readonly voxels: number;
    readonly volume: Quantity;
    readonly components: readonly unknown[];
  };
  /** To the nearest joint space; absent in readings stored before it was measured. */
  readonly joint?: { readonly distance: number | null; readonly why: string | null };
  readonly maxDiameter: number;
  readonly nodules: { readonly count: number };
  readonly density: { readonly mean: number; readonly sd: number; readonly max: number };
  readonly bone: {
    readonly distance: number | null;
    readonly touches: boolean;
    /** On the mineral and on the bone, LPS mm. */
    readonly nearest: readonly [Vec3, Vec3] | null;
  };
}
