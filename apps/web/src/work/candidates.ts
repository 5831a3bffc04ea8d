import type { Vec3 } from '@calx/dicom';
import {
  measureLesions,
  toPatient,
  type LesionMeasurement,
  type LesionVoxels,
  type Refusal,
} from '@calx/lesion';
import { kernelOptions, type Job } from './job.ts';
import type { LoadedSeries } from './series-load.ts';

/** A calcified mass that was found without a click, and the point from which a click grows it. */
export interface Candidate {
  /** A mineral voxel near its middle, LPS mm. */
  readonly seed: Vec3;
  /** Volume of its mineral, mm3. */
  readonly volume: number;
  /** Largest diameter, mm. */
  readonly diameter: number;
}

/** What a search of a series gave, and what it left out for what lies near it. */
export interface CandidateSearch {
  readonly candidates: readonly Candidate[];
  readonly leftOut: readonly Refusal[];
}

/** Calcified masses outside the skeleton, the most likely first: the same call as the command line's without a click. */
export function candidatesOf({ volume, gravity }: LoadedSeries, job: Job): CandidateSearch {
  const { lesions, voxels, refusals } = measureLesions(
    volume,
    gravity ? { gravity } : {},
    kernelOptions(job),
  );
  const candidates = lesions.map((lesion, n) => ({
    seed: toPatient(volume, middleOf(voxels[n] as LesionVoxels)),
    volume: volumeOf(lesion),
    diameter: lesion.maxDiameter,
  }));
  return { candidates, leftOut: refusals };
}

const volumeOf = ({ mineral }: LesionMeasurement): number => mineral.volume.value;

/** The mineral voxel that lies nearest to the mean place of all of them, in steps of the volume. */
function middleOf({ size: [nx, ny], offset, mineral }: LesionVoxels): Vec3 {
  const placeOf = (at: number): Vec3 => [at % nx, Math.floor(at / nx) % ny, Math.floor(at / nx / ny)];
  const places = [...mineral.keys()].filter((at) => mineral[at] === 1).map(placeOf);
  const mean = [0, 1, 2].map(
    (axis) => places.reduce((sum, one) => sum + (one[axis] ?? 0), 0) / places.length,
  );
  const far = (place: Vec3): number =>
    place.reduce((sum, value, axis) => sum + (value - (mean[axis] ?? 0)) ** 2, 0);
  const nearest = places.reduce((best, place) => (far(place) < far(best) ? place : best));
  return [nearest[0] + offset[0], nearest[1] + offset[1], nearest[2] + offset[2]];
}
