export { densityOf, type Density } from './density.ts';
export { distanceTo } from './distance-transform.ts';
export { toIndex, toPatient, type Index3 } from './grid.ts';
export { labelRuns, type Component, type Labelling } from './label-runs.ts';
export { meshArea, meshOf, meshVolume, type Mesh } from './marching-cubes.ts';
export {
  measureLesions,
  type LesionVoxels,
  type MeasureOptions,
  type MeasureRequest,
  type MeasureResult,
} from './measure.ts';
export type { LesionMeasurement, LesionProposal, MineralComponent, Reason } from './measurement.ts';
export { CancelledError, type Refusal } from './refusal.ts';
export { ctRules, type CtRules } from './rules.ts';
