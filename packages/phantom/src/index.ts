export {
  listPhantoms,
  makePhantom,
  makePhantomRadiograph,
  sceneOf,
  truthOf,
  UnknownPhantomError,
  type PhantomStudy,
  type PhantomTruth,
} from './make-phantom.ts';
export { ctVolume } from './ct.ts';
export { magneticResonance, type MrImages } from './magnetic-resonance.ts';
export { partShare, rasterise, type Raster } from './rasterise.ts';
export { frontalRadiograph, type Projection } from './radiograph.ts';
export type { LesionTruth, Layer, Part, Scene } from './scene.ts';
export type { Solid } from './solid.ts';
export { ballScene } from './scenes/catalog.ts';
export { phantomIdPrefix, writeSlices, type SeriesSpec } from './write-study.ts';
