import type { Vec3, Volume } from '@calx/dicom';
import { splitAtNecks } from './basins.ts';
import { boneChange } from './bone-change.ts';
import { boneRelation, type LesionInRegion } from './bone-relation.ts';
import { densityOf } from './density.ts';
import { countSet, cropTo, toPatient, voxelVolume, type Index3, type Region } from './grid.ts';
import type { GrownLesion } from './grow.ts';
import { enclosedBy, hasFluidLevel, zonalityOf } from './inner-structure.ts';
import { jointRelation } from './joint-space.ts';
import { labelRuns } from './label-runs.ts';
import type { Landscape } from './landscape.ts';
import { outlineMass } from './mass-outline.ts';
import { heterogeneityOf, marginSharpness, septaOf } from './margin-and-septa.ts';
import type { LesionMeasurement, MineralComponent } from './measurement.ts';
import { proposalsOf } from './proposals.ts';
import { LesionError } from './refusal.ts';
import { shapeOf } from './shape.ts';
import { surfacePlaces } from './surface-places.ts';
import { estimateVolume, type VolumeEstimate } from './volume-estimate.ts';

/** The measured voxels themselves, within a region of the volume: what is drawn is what was measured. */
export interface LesionVoxels {
  readonly size: Index3;
  readonly offset: Index3;
  readonly mineral: Uint8Array;
  readonly bone: Uint8Array;
  readonly mass: Uint8Array | null;
}

/** How a lesion was asked for, as far as its measurements depend on it. */
export interface Asked {
  readonly rule: LesionMeasurement['rule'];
  /** The threshold was given: volumes are plain counts. */
  readonly counted: boolean;
  readonly gravity: Vec3;
}

/** Voxels around a lesion that its relation to bone looks at. */
const marginVoxels = 12;
/** Voxels around a lesion that its own measurements look at: layers of partial volume, septa. */
const tightVoxels = 5;

/** What is described one after the other, none of it much longer than the rest. */
const stages = ['outline', 'shape', 'nodules', 'volume', 'bone', 'inside', 'joint'] as const;

/** Everything that is measured on a lesion's voxels; `onShare` gets what is done, 0 to 1. @throws LesionError `nothingHere` */
export function describeLesion(
  land: Landscape,
  grown: GrownLesion & { readonly mass?: Uint8Array },
  asked: Asked,
  onShare?: (done: number) => void,
): { lesion: LesionMeasurement; voxels: LesionVoxels } {
  const { volume, threshold, rules, pause } = land;
  const reached = (stage: (typeof stages)[number]): void =>
    onShare?.((stages.indexOf(stage) + 1) / stages.length);
  const count = countSet(grown.mineral);
  if (count === 0) throw new LesionError('nothingHere', { radius: rules.lesion.searchRadius });
  const outlined = grown.mass ? null : outlineMass(land, grown);
  const lesion = outlined ?? grown;
  reached('outline');
  const { region, crop } = cropTo(lesion.region, lesion.mass ?? lesion.mineral, marginVoxels);
  const cropped = crop(lesion.mineral);
  const whole = lesion.mass ? crop(lesion.mass) : null;
  const own: LesionInRegion = {
    region,
    mineral: cropped,
    bone: crop(lesion.bone),
    // What was found by its density is too coarse for contacts.
    mass: outlined ? null : whole,
    surface: surfacePlaces(cropped, region.size),
  };
  // What looks at the lesion itself needs no more than its own box.
  const { region: tight, crop: cut } = cropTo(own.region, own.mass ?? own.mineral, tightVoxels);
  const [mineral, bone] = [cut(own.mineral), cut(own.bone)];
  const mass = own.mass && cut(own.mass);
  const cubic = voxelVolume(volume);
  const shape = shapeOf(mineral, tight, volume);
  const parts = componentsOf(mineral, tight, volume);
  reached('shape');
  const lobes = splitAtNecks(
    mineral,
    tight.size,
    tight.spacing,
    rules.nodules.neckRatio,
    pause,
  ).basins.filter(({ voxels }) => voxels >= rules.mineral.minVoxels);
  reached('nodules');
  const body = mass ?? enclosedBy(mineral, tight.size, pause);
  const estimate = estimateVolume(mineral, bone, tight, rules, pause);
  reached('volume');
  const relation = boneRelation(land, own);
  reached('bone');
  const inside = zonalityOf(mineral, body, tight, rules, mass !== null, pause);
  const zonality =
    inside === 'none' && outlined && whole
      ? zonalityOf(own.mineral, whole, region, rules, true, pause)
      : inside;
  reached('inside');
  const joint = jointRelation(land, own);
  reached('joint');
  const measured = {
    series: volume.seriesUID,
    rule: asked.rule,
    thresholdHU: threshold,
    mass: whole ? massOf(countSet(whole), cubic, outlined ? 'found' : 'given') : null,
    mineral: {
      voxels: count,
      volume: asked.counted ? aboutCount(count * cubic, estimate) : estimate,
      components: parts,
    },
    boundingBox: shape.boundingBox,
    maxDiameter: shape.maxDiameter,
    surface: shape.surface,
    sphericity: shape.sphericity,
    meshVolume: shape.meshVolume,
    nodules: { count: lobes.length, volumes: lobes.map(({ voxels: n }) => n * cubic).sort((a, b) => b - a) },
    density: {
      ...densityOf(valuesOf(mineral, tight)),
      heterogeneity: heterogeneityOf(mineral, tight, pause),
    },
    septa: septaOf(mineral, bone, tight, lobes.length, rules, pause),
    marginSharpness: marginSharpness(own.mineral, own.bone, own.surface, region),
    bone: { ...relation, change: relation.touches ? boneChange(own, rules, pause) : null },
    joint,
    fluidLevel: hasFluidLevel(mineral, body, tight, inAxes(volume, asked.gravity), rules),
    zonality,
    zonalityIn: whole ? ('mass' as const) : ('mineral' as const),
    confluence: confluenceOf(
      lobes.length,
      parts.filter(({ voxels: n }) => n >= rules.mineral.minVoxels).length,
    ),
  };
  return {
    lesion: { ...measured, proposals: proposalsOf(measured, rules) },
    voxels: {
      size: region.size,
      offset: region.offset,
      mineral: own.mineral,
      bone: own.bone,
      mass: whole,
    },
  };
}

const massOf = (
  voxels: number,
  cubic: number,
  outline: 'given' | 'found',
): NonNullable<LesionMeasurement['mass']> => ({ voxels, volume: voxels * cubic, outline });

function valuesOf(mask: Uint8Array, { values }: Region): Float64Array {
  const found = new Float64Array(countSet(mask));
  for (let at = 0, n = 0; at < mask.length; at += 1) if (mask[at]) found[n++] = values[at] as number;
  return found;
}

/** A plain count with the spread of the best estimate as its bounds. */
function aboutCount(counted: number, { value, high }: VolumeEstimate): VolumeEstimate {
  const spread = high - value;
  return { value: counted, unit: 'mm3', low: Math.max(0, counted - spread), high: counted + spread };
}

/** A direction of the patient (LPS) along the volume's index axes. */
function inAxes({ axes }: Volume, direction: Vec3): Vec3 {
  return axes.map(
    (axis) => axis[0] * direction[0] + axis[1] * direction[1] + axis[2] * direction[2],
  ) as unknown as Vec3;
}

function confluenceOf(nodules: number, components: number): LesionMeasurement['confluence'] {
  if (nodules <= 1) return nodules === 1 ? 'fused' : null;
  if (components >= nodules) return 'separate';
  return 'partly_fused';
}

/** 6-connected components of the mineral, the largest first. */
function componentsOf(mineral: Uint8Array, region: Region, volume: Volume): MineralComponent[] {
  const { components, runs, members } = labelRuns(mineral, region.size, 1, 1);
  const cubic = voxelVolume(region);
  const maxOf = (label: number): number => {
    let max = Number.NEGATIVE_INFINITY;
    for (let n = members.from[label] as number; n < (members.from[label + 1] as number); n += 1) {
      const r = members.order[n] as number;
      const row = region.size[0] * (runs.line[r] as number);
      for (let at = row + (runs.start[r] as number); at <= row + (runs.end[r] as number); at += 1)
        max = Math.max(max, region.values[at] as number);
    }
    return max;
  };
  return [...components]
    .sort((a, b) => b.voxels - a.voxels || a.label - b.label)
    .map(({ label, voxels, centroidSum }) => ({
      voxels,
      volume: voxels * cubic,
      centroid: toPatient(
        volume,
        centroidSum.map((sum, axis) => sum / voxels + (region.offset[axis] ?? 0)) as unknown as Vec3,
      ),
      maxHU: maxOf(label),
    }));
}
