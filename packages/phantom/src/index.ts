export { ctVolume, paint, partShare, rasterise, type Raster } from './rasterise.ts';
export type { LesionTruth, Layer, Part, Scene } from './scene.ts';
