import type { Vec3 } from '@calx/dicom';
import { centredGrid, type Layer, type Scene } from '../scene.ts';
import { capsule, grown, sphere, union, without } from '../solid.ts';
import { hip, knee, shoulder, type Region } from './anatomy.ts';
import {
  calcifiedSarcoma,
  cobblestones,
  looseBodies,
  phleboliths,
  rimOssified,
  separateNodules,
  tendonDeposit,
  tophus,
  type Lesion,
} from './lesions.ts';

/** Voxel size of the phantoms, mm. */
const spacing: Vec3 = [0.7, 0.7, 1];
/** Noise of the phantoms, HU (standard deviation). */
const noise = 20;
/** Blur of the phantoms in the plane, mm full width at half maximum. */
const blur = 0.9;

const grids = {
  hip: centredGrid([228, 204, 130], spacing),
  shoulder: centredGrid([216, 180, 130], spacing),
  knee: centredGrid([196, 186, 130], spacing),
} as const;

const regions: Readonly<Record<keyof typeof grids, () => Region>> = { hip, shoulder, knee };

export interface CatalogEntry {
  readonly name: string;
  readonly region: keyof typeof grids;
  readonly diagnosis: string | null;
  /** Series beside the CT. */
  readonly also: readonly ('mr' | 'radiograph' | 'radiograph-inverted')[];
  readonly make: () => Scene;
}

function entry(
  name: string,
  region: keyof typeof grids,
  diagnosis: string | null,
  lesion: (() => Lesion) | null,
  options: {
    readonly also?: CatalogEntry['also'];
    readonly extra?: readonly Layer[];
    readonly touches?: boolean;
    readonly erodes?: boolean;
  } = {},
): CatalogEntry {
  return {
    name,
    region,
    diagnosis,
    also: options.also ?? [],
    make: () => {
      const body = regions[region]();
      const made = lesion?.();
      // The soft tissue of a mass lies beside bone, not in it, unless it has eroded it.
      const clear = (layer: Layer): Layer =>
        layer.part === 'mass' && !options.erodes
          ? { ...layer, solid: without(layer.solid, body.skeleton) }
          : layer;
      return {
        name,
        region,
        diagnosis,
        geometry: grids[region],
        layers: [...body.layers, ...(made?.layers ?? []).map(clear), ...(options.extra ?? [])],
        bones: body.bones,
        lesions: made ? [{ ...made.truth, touchesBone: options.touches ?? made.truth.touchesBone }] : [],
        noise,
        blur,
        seed: seedOf(name),
      };
    },
  };
}

/** A seed from the name, so that each phantom has its own noise and always the same. */
function seedOf(name: string): number {
  let seed = 17;
  for (const letter of name) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) >>> 0;
  return seed;
}

const hipPin: readonly Layer[] = [
  { solid: capsule([-14, 0, -60], [-12, 0, 20], 5.5), tissue: 'metal', part: 'other' },
  { solid: union(capsule([-20, 0, 6], [26, 0, 32], 4)), tissue: 'metal', part: 'other' },
];

/** Behind the femoral shaft, clear of bone. */
const behindFemur: Vec3 = [-14, 40, -30];

export const catalog: readonly CatalogEntry[] = [
  entry('spheres', 'hip', null, () => separateNodules(behindFemur, [8, 12])),
  entry('hip-tumoral-calcinosis', 'hip', 'tumoral_calcinosis', () => cobblestones(behindFemur), {
    also: ['mr', 'radiograph'],
  }),
  entry(
    'hip-tumoral-calcinosis-levels',
    'hip',
    'uraemic_tumoral_calcinosis',
    () => cobblestones(behindFemur, { fluidLevel: true }),
    { also: ['mr'] },
  ),
  entry('hip-tumoral-calcinosis-touching', 'hip', 'tumoral_calcinosis', () => cobblestones([-14, 26, -30]), {
    touches: true,
  }),
  entry(
    'hip-myositis-ossificans',
    'hip',
    'myositis_ossificans',
    () => rimOssified([-14, 34.5, -35], [14, 16, 24]),
    {
      also: ['mr'],
    },
  ),
  entry('hip-sarcoma', 'hip', 'synovial_sarcoma', () => calcifiedSarcoma([-20, 42, -32]), { also: ['mr'] }),
  entry(
    'shoulder-calcific-tendinitis',
    'shoulder',
    'calcific_periarthritis',
    () => tendonDeposit([-29.4, -4, 26]),
    {
      also: ['radiograph'],
    },
  ),
  entry('shoulder-tumoral-calcinosis', 'shoulder', 'tumoral_calcinosis', () => cobblestones([-36, 10, -10]), {
    also: ['radiograph-inverted'],
  }),
  entry('knee-synovial-chondromatosis', 'knee', 'synovial_chondromatosis', () =>
    looseBodies([0, 38, 14], 9, 5),
  ),
  entry('knee-venous-malformation', 'knee', 'venous_malformation', () => phleboliths([36, 26, -44]), {
    also: ['mr'],
  }),
  entry('knee-gout', 'knee', 'tophaceous_gout', () => tophus([42, 4, 30]), { touches: true, erodes: true }),
  entry('hip-normal', 'hip', null, null),
  entry('shoulder-normal', 'shoulder', null, null),
  entry('knee-normal', 'knee', null, null),
  entry('hip-metal', 'hip', null, null, { extra: hipPin, also: ['radiograph'] }),
  entry('growth-first', 'knee', null, () => separateNodules([34, 30, -50], [6])),
  entry('growth-second', 'knee', null, () => separateNodules([34, 30, -50], [7.5])),
];

/** Radius in mm of a ball whose volume is known exactly, for tests of volume. */
export function ballScene(radius: number, seed: number): Scene {
  const centre: Vec3 = [0.2, -0.3, 0.1];
  return {
    name: `ball-${radius}`,
    region: 'none',
    diagnosis: null,
    geometry: centredGrid([64, 64, 48], spacing),
    layers: [
      { solid: { distance: () => -1e9 }, tissue: 'muscle', part: 'other' },
      { solid: grown(sphere(centre, radius), 3), tissue: 'fibrous', part: 'mass' },
      { solid: sphere(centre, radius), tissue: 'calcium', part: 'mineral' },
    ],
    bones: [],
    lesions: [
      {
        at: centre,
        nodules: 1,
        confluence: 'fused',
        touchesBone: false,
        fluidLevel: false,
        zonality: 'none',
        cleft: false,
        pattern: 'amorphous_cloudlike',
      },
    ],
    noise,
    blur,
    seed,
  };
}
