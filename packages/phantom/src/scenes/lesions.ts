import type { Vec3 } from '@calx/dicom';
import { uniform } from '../random.ts';
import {
  ellipsoid,
  grown,
  halfSpace,
  intersection,
  rind,
  sphere,
  union,
  without,
  type Solid,
} from '../solid.ts';
import type { Layer, LesionTruth } from '../scene.ts';

export interface Lesion {
  readonly layers: readonly Layer[];
  readonly truth: LesionTruth;
}

const mineral = (solid: Solid, tissue: Layer['tissue'] = 'calcium'): Layer => ({
  solid,
  tissue,
  part: 'mineral',
});
const mass = (solid: Solid, tissue: Layer['tissue']): Layer => ({ solid, tissue, part: 'mass' });

const plain = {
  touchesBone: false,
  fluidLevel: false,
  zonality: 'none',
  cleft: false,
} as const;

/** Apart: calcified balls with clear gaps, in a fibrous mass; a single one in a capsule of 3 mm. */
export function separateNodules(centre: Vec3, radii: readonly number[]): Lesion {
  const gap = 3;
  let x = 0;
  const balls = radii.map((radius) => {
    const at: Vec3 = [centre[0], centre[1], centre[2] + x + radius];
    x += 2 * radius + gap;
    return { at, radius };
  });
  const shift = x / 2;
  const moved = balls.map(({ at, radius }) => ({ at: [at[0], at[1], at[2] - shift] as Vec3, radius }));
  const [first] = moved;
  return {
    layers: [
      mass(
        first && moved.length === 1
          ? sphere(first.at, first.radius + gap)
          : ellipsoid(centre, [16, 16, shift + 8]),
        'fibrous',
      ),
      ...moved.map(({ at, radius }) => mineral(sphere(at, radius))),
    ],
    truth: {
      ...plain,
      at: first?.at ?? centre,
      nodules: radii.length,
      confluence: radii.length > 1 ? 'separate' : 'fused',
      pattern: radii.length > 1 ? 'multinodular_cobblestone' : 'amorphous_cloudlike',
    },
  };
}

/** Cobblestones: twelve lobules in two layers that touch here and there, with thin lucent septa. */
export function cobblestones(centre: Vec3, options: { readonly fluidLevel?: boolean } = {}): Lesion {
  const step = 13.2;
  const radius = 7;
  const balls: Solid[] = [];
  const places: Vec3[] = [];
  for (let c = 0; c < 2; c += 1) {
    for (let b = 0; b < 2; b += 1) {
      for (let a = 0; a < 3; a += 1) {
        const at: Vec3 = [
          centre[0] + (b - 0.5) * step,
          centre[1] + (c - 0.5) * step,
          centre[2] + (a - 1) * step,
        ];
        places.push(at);
        balls.push(sphere(at, radius));
      }
    }
  }
  const whole = union(...balls);
  const [first = centre] = places;
  const cyst = places[places.length - 1] ?? centre;
  const level = halfSpace(cyst, [0, 1, 0]);
  const cystSolid = sphere(cyst, radius - 1.2);
  const layers: Layer[] = [mass(grown(whole, 2.5), 'fibrous'), mineral(whole)];
  if (options.fluidLevel) {
    // Supine: gravity pulls towards +y, so the fluid lies above (smaller y) and the milk of calcium below.
    layers.push(
      mass(intersection(cystSolid, level), 'fluid'),
      mineral(without(cystSolid, level), 'milkOfCalcium'),
    );
  }
  return {
    layers,
    truth: {
      ...plain,
      at: first,
      nodules: 12,
      confluence: 'partly_fused',
      fluidLevel: options.fluidLevel === true,
      pattern: 'multinodular_cobblestone',
    },
  };
}

/** Rim-ossified mass with a low-density centre: mature myositis ossificans. */
export function rimOssified(centre: Vec3, semiAxes: Vec3): Lesion {
  const whole = ellipsoid(centre, semiAxes);
  return {
    layers: [
      mass(grown(whole, 2), 'oedema'),
      mineral(rind(whole, 3.5), 'ossified'),
      mass(grown(whole, -3.5), 'fibrous'),
    ],
    truth: {
      ...plain,
      at: [centre[0] + semiAxes[0] - 1.5, centre[1], centre[2]],
      nodules: 1,
      confluence: 'fused',
      zonality: 'rim',
      cleft: true,
      pattern: 'peripheral_zonal',
    },
  };
}

/** Loose bodies in a joint: ossified beads of about equal size. */
export function looseBodies(centre: Vec3, count: number, seed: number): Lesion {
  const next = uniform(seed);
  const places: Vec3[] = [];
  const radius = 3;
  while (places.length < count) {
    const at: Vec3 = [
      centre[0] + (next() - 0.5) * 30,
      centre[1] + (next() - 0.5) * 10,
      centre[2] + (next() - 0.5) * 26,
    ];
    const clear = places.every(
      (other) =>
        (other[0] - at[0]) ** 2 + (other[1] - at[1]) ** 2 + (other[2] - at[2]) ** 2 > (2 * radius + 2.5) ** 2,
    );
    if (clear) places.push(at);
  }
  const [first = centre] = places;
  return {
    layers: [
      mass(ellipsoid(centre, [23, 11, 21]), 'fluid'),
      ...places.map((at) => mineral(sphere(at, radius), 'ossified')),
    ],
    truth: { ...plain, at: first, nodules: count, confluence: 'separate', pattern: 'loose_bodies' },
  };
}

/** Amorphous calcium in a tendon beside its insertion. */
export function tendonDeposit(centre: Vec3): Lesion {
  return {
    layers: [mineral(ellipsoid(centre, [4, 5, 9]), 'calcium')],
    truth: { ...plain, at: centre, nodules: 1, confluence: 'fused', pattern: 'amorphous_cloudlike' },
  };
}

/** Small round phleboliths with lucent centres in a vascular mass. */
export function phleboliths(centre: Vec3): Lesion {
  const offsets: readonly Vec3[] = [
    [-9, 2, -12],
    [6, -4, -4],
    [-2, 6, 7],
    [10, 3, 14],
    [6, -5, -16],
  ];
  const places = offsets.map((o): Vec3 => [centre[0] + o[0], centre[1] + o[1], centre[2] + o[2]]);
  const [first = centre] = places;
  return {
    layers: [
      mass(ellipsoid([centre[0], centre[1], centre[2] + 3], [18, 14, 26]), 'blood'),
      ...places.map((at) => mineral(sphere(at, 2.6))),
    ],
    truth: { ...plain, at: first, nodules: places.length, confluence: 'separate', pattern: 'phleboliths' },
  };
}

/** A soft-tissue sarcoma with irregular central clumps: reverse zoning. */
export function calcifiedSarcoma(centre: Vec3): Lesion {
  const clumps: readonly (readonly [Vec3, number])[] = [
    [[centre[0], centre[1], centre[2]], 6],
    [[centre[0] + 8, centre[1] + 3.5, centre[2] + 4.5], 4.5],
    [[centre[0] - 5, centre[1] - 4, centre[2] + 8], 3.5],
    [[centre[0] + 3, centre[1] - 9, centre[2] - 9], 2.6],
  ];
  return {
    layers: [
      mass(ellipsoid(centre, [24, 20, 34]), 'tumour'),
      ...clumps.map(([at, radius]) => mineral(sphere(at, radius), 'faintCalcium')),
    ],
    truth: {
      ...plain,
      at: centre,
      nodules: 4,
      confluence: 'partly_fused',
      zonality: 'centre',
      pattern: 'central_immature',
    },
  };
}

/** A dense tophus that has eroded the cortex beneath it, with calcified specks; all of it lies above the threshold. */
export function tophus(centre: Vec3): Lesion {
  return {
    layers: [
      mineral(ellipsoid(centre, [9, 9, 11]), 'tophus'),
      ...[-4, 0, 4].map((z) => mineral(sphere([centre[0], centre[1], centre[2] + z], 2.4), 'faintCalcium')),
    ],
    truth: {
      ...plain,
      at: centre,
      nodules: 1,
      confluence: 'fused',
      touchesBone: true,
      pattern: 'amorphous_cloudlike',
    },
  };
}
