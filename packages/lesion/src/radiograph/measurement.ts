import type { LesionProposal } from '../measurement.ts';
import type { Point2 } from './image.ts';
import type { RadiographLength } from './length.ts';

/** A lesion measured on a radiograph. Places are image pixels (column, row); keys that need a volume are null. */
export interface RadiographLesion {
  readonly modality: 'radiograph';
  readonly series: string;
  /** How its pixels were found, a key of `lesion:radiograph.rule.*`. */
  readonly rule: 'click' | 'outline';
  readonly thresholdHU: null;
  readonly mass: null;
  readonly mineral: null;
  /** Corners of the mineral's pixels: least and greatest column and row. */
  readonly boundingBox: readonly [Point2, Point2];
  readonly maxDiameter: RadiographLength;
  readonly width: RadiographLength;
  readonly height: RadiographLength;
  /** Pixels of the full image that the mineral covers, and the share of the box or outline that it fills. */
  readonly pixels: { readonly count: number; readonly filled: number };
  readonly surface: null;
  readonly sphericity: null;
  /** Nodules seen apart in the projection: overlap hides some. Areas in image pixels, largest first. */
  readonly nodules: { readonly count: number; readonly areas: readonly number[] };
  /** Contrast to the tissue around in stored values; no unit, comparable within one image only. */
  readonly contrast: {
    readonly mean: number;
    readonly sd: number;
    readonly noise: number;
    readonly threshold: number;
  };
  readonly density: null;
  readonly bone: null;
  readonly fluidLevel: null;
  readonly zonality: null;
  readonly confluence: 'separate' | 'partly_fused' | 'fused' | null;
  readonly homogeneity: 'homogeneous' | 'heterogeneous';
  /** Shares of the image that hold no tissue to measure. */
  readonly excluded: { readonly border: number; readonly opaque: number };
  readonly proposals: readonly LesionProposal[];
}

/** What was measured and what was left out, on a grid of blocks of `factor` x `factor` image pixels. */
export interface RadiographMasks {
  readonly series: string;
  readonly width: number;
  readonly height: number;
  readonly factor: number;
  readonly mineral: Uint8Array;
  readonly border: Uint8Array;
  readonly opaque: Uint8Array;
}
