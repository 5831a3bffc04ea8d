/** What the page reads of a lesion's measurement; the command line's contract gives the full shape. mm, mm2, mm3, HU, LPS. */

type Point = readonly [number, number, number];

export interface Quantity {
  readonly value: number;
  readonly unit: string;
  readonly low?: number;
  readonly high?: number;
}

export interface LesionMeasurement {
  readonly series: string;
  readonly rule: string;
  readonly thresholdHU: number;
  readonly mass: { readonly voxels: number; readonly volume: Quantity } | null;
  readonly mineral: {
    readonly voxels: number;
    readonly volume: Quantity;
    readonly components: readonly {
      readonly voxels: number;
      readonly centroid: Point;
      readonly maxHU: number;
    }[];
  };
  readonly boundingBox: readonly [Point, Point];
  readonly maxDiameter: Quantity;
  readonly density: { readonly mean: number; readonly sd: number; readonly max: number };
  readonly nodules: { readonly count: number };
  readonly bone: { readonly distance: Quantity | null; readonly touches: boolean | null };
  readonly fluidLevel: unknown;
  readonly zonality: unknown;
  readonly confluence: unknown;
}
