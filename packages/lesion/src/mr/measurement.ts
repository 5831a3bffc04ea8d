import type { Vec3 } from '@calx/dicom';
import type { Index3 } from '../grid.ts';
import type { LesionProposal } from '../measurement.ts';
import type { Answers } from './answers.ts';
import type { MrRule } from './found-lesion.ts';
import type { SignalMeasurement } from './signal.ts';

/** A lesion measured on MR; mm, mm2, mm3, LPS. Keys that need CT are null. */
export interface MrLesion extends Answers {
  readonly modality: 'MR';
  /** The series whose grid the lesion was found on. */
  readonly series: string;
  /** Its extent is null where it is a ball or was carried over. */
  readonly rule: MrRule;
  readonly thresholdHU: null;
  readonly mass: { readonly voxels: number; readonly volume: number } | null;
  readonly mineral: null;
  readonly boundingBox: readonly [Vec3, Vec3];
  readonly maxDiameter: number | null;
  readonly surface: number | null;
  readonly sphericity: number | null;
  readonly nodules: null;
  readonly density: null;
  readonly bone: null;
  readonly zonality: null;
  readonly confluence: null;
  /** The reference tissue; `proposed` until a person clicked it. One for each sequence that could be measured. */
  readonly muscle: readonly MuscleReading[];
  readonly signal: readonly SignalMeasurement[];
  readonly proposals: readonly LesionProposal[];
}

export interface MuscleReading {
  readonly series: string;
  readonly rule: 'click' | 'proposed';
  readonly centre: Vec3;
  readonly voxels: number;
}

/** What was measured, on the grid of the lesion's series: 1 where lesion, where muscle. */
export interface MrVoxels {
  readonly series: string;
  readonly size: Index3;
  readonly offset: Index3;
  readonly lesion: Uint8Array;
  readonly muscle: Uint8Array;
}
