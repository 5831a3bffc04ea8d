import type { Vec3 } from '@calx/dicom';
import type { Proposal } from '@calx/knowledge';
import type { BoneChange } from './bone-change.ts';
import type { BoneRelation } from './bone-relation.ts';
import type { Density } from './density.ts';
import type { JointRelation } from './joint-space.ts';
import type { Zonality } from './inner-structure.ts';
import type { Septa } from './margin-and-septa.ts';
import type { Shape } from './shape.ts';
import type { Threshold } from './threshold-rules.ts';
import type { VolumeEstimate } from './volume-estimate.ts';

/** Why a finding is proposed: a text key of `lesion:because.*` with the measured numbers. */
export interface Reason {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The rule it was held against; the number lies near it where `near` is set. */
  readonly threshold?: Threshold & { readonly near: boolean };
}

export interface LesionProposal extends Proposal {
  readonly because: readonly Reason[];
}

export interface MineralComponent {
  readonly voxels: number;
  /** mm3 */
  readonly volume: number;
  /** LPS mm */
  readonly centroid: Vec3;
  readonly maxHU: number;
}

/** A measured lesion; mm, mm2, mm3, HU, LPS. */
export interface LesionMeasurement {
  readonly series: string;
  /** How its voxels were found, a key of `lesion:rule.*`. */
  readonly rule: 'click' | 'edited' | 'box' | 'mask' | 'candidate';
  readonly thresholdHU: number;
  /** The soft-tissue mass with its mineral: drawn by a person, or found by its density about the mineral; null without. */
  readonly mass: {
    readonly voxels: number;
    readonly volume: number;
    readonly outline: 'given' | 'found';
  } | null;
  readonly mineral: {
    readonly voxels: number;
    readonly volume: VolumeEstimate;
    readonly components: readonly MineralComponent[];
  };
  readonly boundingBox: Shape['boundingBox'];
  readonly maxDiameter: number;
  readonly surface: number;
  readonly sphericity: number;
  /** mm3 within the outline's mesh; IBSI RNU0. */
  readonly meshVolume: number;
  readonly nodules: { readonly count: number; readonly volumes: readonly number[] };
  readonly density: Density & { readonly heterogeneity: number | null };
  readonly septa: Septa;
  /** HU a mm across the outline. */
  readonly marginSharpness: number | null;
  readonly bone: BoneRelation & { readonly change: BoneChange | null };
  readonly joint: JointRelation;
  readonly fluidLevel: boolean;
  readonly zonality: Zonality;
  /** What zonality was held against; without the mass's outline a centre is not assessable. */
  readonly zonalityIn: 'mass' | 'mineral';
  readonly confluence: 'separate' | 'partly_fused' | 'fused' | null;
  readonly proposals: readonly LesionProposal[];
}
