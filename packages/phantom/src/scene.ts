import type { Geometry, Vec3 } from '@calx/dicom';
import type { Solid } from './solid.ts';
import type { TissueName } from './tissue.ts';

/** What a layer is for the truth: mineral of the lesion, the outlined mass, bone, or background. */
export type Part = 'mineral' | 'mass' | 'bone' | 'other';

export interface Layer {
  readonly solid: Solid;
  readonly tissue: TissueName;
  readonly part: Part;
}

/** What is known of a phantom because it was made so. */
export interface LesionTruth {
  /** A point inside the mineral where a reader would click, LPS mm. */
  readonly at: Vec3;
  readonly nodules: number;
  readonly confluence: 'separate' | 'partly_fused' | 'fused';
  readonly touchesBone: boolean;
  readonly fluidLevel: boolean;
  readonly zonality: 'rim' | 'centre' | 'none';
  readonly cleft: boolean;
  readonly pattern: string;
}

/** A body region by layers; a later layer covers the earlier ones. */
export interface Scene {
  readonly name: string;
  readonly region: string;
  readonly geometry: Geometry;
  readonly layers: readonly Layer[];
  /** Each bone by itself. */
  readonly bones: readonly Solid[];
  readonly lesions: readonly LesionTruth[];
  /** Standard deviation of the added noise, HU. */
  readonly noise: number;
  /** Full width at half maximum of the blur in the plane, mm; 0 for none. */
  readonly blur: number;
  readonly seed: number;
  /** Diagnosis that the phantom imitates; null for one without a lesion. */
  readonly diagnosis: string | null;
}

/** A grid with axes along LPS, centred at the origin of the frame. */
export function centredGrid(size: Vec3, spacing: Vec3): Geometry {
  const half = (count: number, step: number): number => (-(count - 1) * step) / 2;
  return {
    size,
    spacing,
    origin: [half(size[0], spacing[0]), half(size[1], spacing[1]), half(size[2], spacing[2])],
    axes: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  };
}
