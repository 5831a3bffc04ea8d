export { densityOf, type Density } from './density.ts';
export { distanceTo } from './distance-transform.ts';
export { toIndex, toPatient, type Index3 } from './grid.ts';
export { labelRuns, type Component, type Labelling } from './label-runs.ts';
export { meshOf, type Mesh } from './marching-cubes.ts';
export type { HalfSpace, LesionEdit } from './edit.ts';
export type { LesionVoxels } from './describe.ts';
export {
  measureLesions,
  type MeasureOptions,
  type MeasureRequest,
  type MeasureResult,
  type MeasureStep,
} from './measure.ts';
export type { LesionMeasurement, LesionProposal, MineralComponent, Reason } from './measurement.ts';
export { CancelledError, type Refusal } from './refusal.ts';
export { ctRules, type CtRules } from './rules.ts';
export { measureMr, type MrOptions, type MrRequest, type MrResult } from './mr/measure-mr.ts';
export type { MrLesion, MrVoxels } from './mr/measurement.ts';
export type { MrRefusal } from './mr/refusal.ts';
export type { MrSequence } from './mr/sequence.ts';
export { textKey } from './text-key.ts';
export type { Point2, Radiograph } from './radiograph/image.ts';
export type { RadiographLength } from './radiograph/length.ts';
export {
  measureRadiograph,
  type RadiographRequest,
  type RadiographResult,
} from './radiograph/measure-radiograph.ts';
export type { RadiographLesion, RadiographMasks } from './radiograph/measurement.ts';
export type { RadiographRefusal } from './radiograph/refusal.ts';
