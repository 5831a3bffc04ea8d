export {
  listPhantoms,
  makePhantom,
  sceneOf,
  truthOf,
  UnknownPhantomError,
  type PhantomStudy,
  type PhantomTruth,
} from './make-phantom.ts';
export { ctVolume, partShare, rasterise, type Raster } from './rasterise.ts';
export type { LesionTruth, Layer, Part, Scene } from './scene.ts';
export { ballScene } from './scenes/catalog.ts';
