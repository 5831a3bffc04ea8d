import type { Vec3 } from '@calx/dicom';
import { box, capsule, ellipsoid, grown, roundedBox, sphere, union, without, type Solid } from '../solid.ts';
import type { Layer } from '../scene.ts';

/** Cortical thickness of the phantom's long bones, mm. */
const cortexMm = 4;
/** Cortical thickness of flat bones and joint ends, mm. */
const thinCortexMm = 2.2;

/** Radius to which the edges of flat bones and joint ends are rounded, mm. */
const edgeMm = 5;

/** A bone with a cortex around its marrow. */
export function bone(solid: Solid, thickness: number, inside: 'marrow' | 'trabecular'): readonly Layer[] {
  return [
    { solid, tissue: 'cortex', part: 'bone' },
    { solid: grown(solid, -thickness), tissue: inside, part: 'bone' },
  ];
}

/** A limb segment: skin and fat around muscle, in air. */
export function limb(radius: Vec3): readonly Layer[] {
  return [
    { solid: { distance: () => -1e9 }, tissue: 'air', part: 'other' },
    { solid: ellipsoid([0, 0, 0], [radius[0], radius[1], 1e4]), tissue: 'fat', part: 'other' },
    { solid: ellipsoid([0, 0, 0], [radius[0] - 9, radius[1] - 9, 1e4]), tissue: 'muscle', part: 'other' },
  ];
}

export interface Region {
  readonly layers: readonly Layer[];
  /** Outer surface of all bones: distances to bone are measured to it. */
  readonly skeleton: Solid;
  /** Each bone by itself. */
  readonly bones: readonly Solid[];
}

/** Proximal femur with acetabulum; the shaft runs along z, the head lies medially (towards +x here: right hip). */
export function hip(): Region {
  const head = sphere([24, 0, 30], 23);
  const proximal = union(
    capsule([-14, 0, -80], [-14, 0, 8], 14),
    capsule([-12, 0, 8], [20, 0, 28], 12),
    sphere([-22, 2, 16], 15),
  );
  const femur = union(head, proximal);
  const pelvis = without(sphere([26, 0, 31], 34), union(grown(head, 4), box([-15, 0, 30], [42, 60, 60])));
  const skeleton = union(femur, pelvis);
  return {
    skeleton,
    bones: [femur, pelvis],
    layers: [
      ...limb([76, 68, 1]),
      { solid: pelvis, tissue: 'cortex', part: 'bone' },
      { solid: grown(pelvis, -thinCortexMm), tissue: 'trabecular', part: 'bone' },
      { solid: grown(head, 3), tissue: 'cartilage', part: 'other' },
      ...bone(proximal, cortexMm, 'trabecular'),
      { solid: head, tissue: 'cortex', part: 'bone' },
      { solid: grown(femur, -thinCortexMm), tissue: 'trabecular', part: 'bone' },
      { solid: grown(capsule([-14, 0, -80], [-14, 0, 8], 14), -cortexMm), tissue: 'marrow', part: 'bone' },
    ],
  };
}

/** Humeral head and shaft with glenoid and acromion. */
export function shoulder(): Region {
  const humerus = union(
    sphere([8, 0, 22], 22),
    capsule([0, 0, -80], [0, 0, 14], 11),
    sphere([-12, -4, 20], 11),
  );
  const scapula = union(roundedBox([40, 2, 18], [7, 12, 18], edgeMm), capsule([44, 6, 46], [-4, 2, 56], 6));
  const skeleton = union(humerus, scapula);
  return {
    skeleton,
    bones: [humerus, scapula],
    layers: [
      ...limb([72, 60, 1]),
      ...bone(scapula, thinCortexMm, 'trabecular'),
      ...bone(humerus, thinCortexMm, 'trabecular'),
      { solid: grown(capsule([0, 0, -80], [0, 0, 14], 11), -cortexMm), tissue: 'marrow', part: 'bone' },
    ],
  };
}

/** Distal femur, proximal tibia with fibula, and patella. */
export function knee(): Region {
  const femur = union(capsule([0, 0, 80], [0, 0, 36], 13), sphere([-17, 3, 24], 19), sphere([17, 3, 24], 19));
  const tibia = union(capsule([0, 0, -80], [0, 0, -25], 13), roundedBox([0, 0, -11], [30, 18, 11], edgeMm));
  const fibula = capsule([-34, 14, -80], [-34, 14, -26], 6);
  const patella = ellipsoid([0, -36, 26], [18, 8, 19]);
  const skeleton = union(femur, tibia, fibula, patella);
  return {
    skeleton,
    bones: [femur, tibia, fibula, patella],
    layers: [
      ...limb([66, 62, 1]),
      ...bone(femur, thinCortexMm, 'trabecular'),
      ...bone(tibia, thinCortexMm, 'trabecular'),
      ...bone(fibula, thinCortexMm, 'trabecular'),
      ...bone(patella, thinCortexMm, 'trabecular'),
    ],
  };
}
