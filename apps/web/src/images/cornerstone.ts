import {
  cache,
  init as initCore,
  RenderingEngine,
  utilities,
  volumeLoader,
  type Types,
} from '@cornerstonejs/core';
import { init as initTools } from '@cornerstonejs/tools';
import type { Geometry } from '@calx/dicom';
import type { VolumeData } from '../work/volume.ts';
import { whenImagesClose } from './holders.ts';

/** The viewer library, started on demand and ended with the case. It draws; it never measures. */

const ENGINE = 'calx';
let started = false;
let engine: RenderingEngine | undefined;

export function renderingEngine(): RenderingEngine {
  if (!started) {
    started = true;
    initCore();
    initTools();
  }
  engine ??= new RenderingEngine(ENGINE);
  return engine;
}

/** No colon: the viewer would look for a loader of that scheme. */
export const volumeIdOf = (seriesUID: string): string => `calx-volume-${seriesUID}`;

type Grid = Required<Pick<Parameters<typeof volumeLoader.createLocalVolume>[1] & object, 'metadata'>>;

function gridOf({ size, spacing, origin, axes }: Geometry, modality: string, bits: 8 | 16 | 32) {
  const [i, j, k] = axes;
  const metadata: Grid['metadata'] = {
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    SamplesPerPixel: 1,
    PhotometricInterpretation: 'MONOCHROME2',
    PixelRepresentation: bits === 8 ? 0 : 1,
    Modality: modality,
    ImageOrientationPatient: [...i, ...j],
    PixelSpacing: [spacing[1], spacing[0]],
    FrameOfReferenceUID: 'calx-frame',
    Columns: size[0],
    Rows: size[1],
    voiLut: [],
    VOILUTFunction: 'LINEAR',
  };
  return {
    metadata,
    dimensions: [...size] as Types.Point3,
    spacing: [...spacing] as Types.Point3,
    origin: [...origin] as Types.Point3,
    direction: [...i, ...j, ...k] as Types.Mat3,
  };
}

/** Hands our voxels to the viewer as they are (same array, same grid); gives the viewer's id. */
export function putVolume(volume: VolumeData): string {
  const id = volumeIdOf(volume.seriesUID);
  volumeLoader.createLocalVolume(id, {
    ...gridOf(volume, volume.modality, volume.data instanceof Int16Array ? 16 : 32),
    scalarData: volume.data,
  });
  return id;
}

/** Takes a volume out of the viewer, with its textures. */
export function dropVolume(id: string): void {
  const volume = cache.getVolume(id);
  if (!volume) return;
  cache.removeVolumeLoadObject(id);
  for (const imageId of volume.imageIds) if (cache.getImage(imageId)) cache.removeImageLoadObject(imageId);
}

whenImagesClose(() => {
  if (!engine) return;
  // The engine itself goes too: its contexts keep the textures of every volume that they have shown.
  engine.destroy();
  engine = undefined;
  cache.purgeCache();
  // What the viewer wrote down of each slice of a volume; it has no other way to take it back.
  utilities.genericMetadataProvider.clear();
});

/** An empty label volume on the grid of an image volume. */
export function putLabels(id: string, geometry: Geometry): Types.IImageVolume {
  return volumeLoader.createLocalVolume(id, {
    ...gridOf(geometry, 'SEG', 8),
    scalarData: new Uint8Array(geometry.size[0] * geometry.size[1] * geometry.size[2]),
  });
}
