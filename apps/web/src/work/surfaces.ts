import type { Vec3, Volume } from '@calx/dicom';
import { meshOf, toPatient, type LesionVoxels } from '@calx/lesion';
import type { LesionRequest } from '../api/types.ts';
import type { Job } from './job.ts';
import { measured } from './lesion.ts';
import type { LoadedSeries } from './series-load.ts';

/** Triangles in the patient frame: x, y, z of each vertex, LPS mm, three vertices a triangle. */
export interface Surface {
  readonly name: 'mineral' | 'bone' | 'nearest';
  readonly positions: Float32Array<ArrayBuffer>;
}

/** Half the edge of the bar drawn between the nearest points, mm. */
const BAR_MM = 0.9;

/** Mineral, bone and the shortest way between them as surfaces, from the voxels that were measured. */
export function surfacesOf(loaded: LoadedSeries, request: LesionRequest, job: Job): readonly Surface[] {
  const { volume } = loaded;
  const { lesions, voxels, surroundings } = measured(loaded, request, job);
  const [lesion] = lesions;
  const [found] = voxels;
  const [around] = surroundings;
  if (!lesion || !found || !around) return [];
  const { nearest } = lesion.bone;
  return [
    { name: 'mineral', positions: inPatient(volume, found, found.mineral) },
    { name: 'bone', positions: inPatient(volume, around, around.bone) },
    ...(nearest ? [{ name: 'nearest' as const, positions: bar(nearest[0], nearest[1]) }] : []),
  ];
}

function inPatient(
  volume: Volume,
  { size, offset }: Pick<LesionVoxels, 'size' | 'offset'>,
  mask: Uint8Array,
): Float32Array<ArrayBuffer> {
  const { positions } = meshOf(mask, size, volume.spacing);
  const placed = new Float32Array(positions.length);
  const step = (at: number, axis: 0 | 1 | 2): number =>
    offset[axis] + (positions[at + axis] ?? 0) / volume.spacing[axis];
  for (let at = 0; at < positions.length; at += 3)
    placed.set(toPatient(volume, [step(at, 0), step(at, 1), step(at, 2)]), at);
  return placed;
}

/** A thin three-sided bar between two points. */
function bar(from: Vec3, to: Vec3): Float32Array<ArrayBuffer> {
  const corners = [
    [BAR_MM, 0, 0],
    [-BAR_MM, BAR_MM, 0],
    [-BAR_MM, -BAR_MM, BAR_MM],
  ] as const;
  const move = (point: Vec3, side: number): Vec3 => {
    const [x, y, z] = corners[side % 3] ?? [0, 0, 0];
    return [point[0] + x, point[1] + y, point[2] + z];
  };
  return Float32Array.from(
    [0, 1, 2].flatMap((side) => [
      ...move(from, side),
      ...move(to, side),
      ...move(to, side + 1),
      ...move(from, side),
      ...move(to, side + 1),
      ...move(from, side + 1),
    ]),
  );
}
