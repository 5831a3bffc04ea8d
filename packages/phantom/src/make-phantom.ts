import { ctVolume } from './ct.ts';
import { magneticResonance } from './magnetic-resonance.ts';
import { rasterise, type Raster } from './rasterise.ts';
import { frontalRadiograph, type Projection } from './radiograph.ts';
import { catalog, type CatalogEntry } from './scenes/catalog.ts';
import type { LesionTruth, Scene } from './scene.ts';
import { writeProjection, writeSlices } from './write-study.ts';

/** What is known of the study because it was made so; volumes in mm3, distances in mm, points in LPS mm. */
export interface PhantomTruth {
  readonly phantom: string;
  readonly notice: string;
  readonly region: string;
  readonly diagnosis: string | null;
  readonly spacing: readonly number[];
  readonly noiseHU: number;
  readonly lesions: readonly (LesionTruth & {
    readonly mineralVolume: number;
    readonly massVolume: number;
    readonly boneDistance: number | null;
    /** Column and row of the point to click on the radiograph, where there is one. */
    readonly onRadiograph?: readonly [column: number, row: number];
  })[];
}

export interface PhantomStudy {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  readonly truth: PhantomTruth;
}

export class UnknownPhantomError extends Error {
  override readonly name = 'UnknownPhantomError';
  readonly code = 'unknownPhantom';
  readonly params: { readonly phantom: string; readonly known: string };

  constructor(phantom: string) {
    const known = catalog.map((entry) => entry.name).join(', ');
    super(`There is no phantom "${phantom}": choose one of ${known}.`);
    this.params = { phantom, known };
  }
}

/** Names, region and imitated diagnosis of every phantom. */
export function listPhantoms(): readonly Pick<CatalogEntry, 'name' | 'region' | 'diagnosis' | 'also'>[] {
  return catalog.map(({ name, region, diagnosis, also }) => ({ name, region, diagnosis, also }));
}

/** The scene of a phantom. @throws UnknownPhantomError */
export function sceneOf(name: string): Scene {
  const found = catalog.find((entry) => entry.name === name);
  if (!found) throw new UnknownPhantomError(name);
  return found.make();
}

/** A DICOM study with its truth; the same name gives the same bytes. @throws UnknownPhantomError */
export function makePhantom(name: string): PhantomStudy {
  const scene = sceneOf(name);
  const also = catalog.find((entry) => entry.name === name)?.also ?? [];
  const raster = rasterise(scene);
  const projection = projectionOf(name, scene, raster);
  const files = [
    ...writeSlices(
      {
        phantom: name,
        number: 1,
        modality: 'CT',
        description: 'CT axial',
        attributes: {
          ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
          RescaleIntercept: '0',
          RescaleSlope: '1',
          RescaleType: 'HU',
          KVP: '120',
        },
      },
      raster,
      ctVolume(scene, raster),
    ),
    ...(also.includes('mr')
      ? magneticResonance(scene, raster).flatMap(({ spec, values }) => writeSlices(spec, raster, values))
      : []),
    ...(projection ? [radiographFile(scene, projection)] : []),
  ];
  return { files, truth: truthOf(scene, raster, projection) };
}

/** Only the radiograph of a phantom, with its truth; no files where it has none. @throws UnknownPhantomError */
export function makePhantomRadiograph(name: string): PhantomStudy {
  const scene = sceneOf(name);
  const raster = rasterise(scene);
  const projection = projectionOf(name, scene, raster);
  const files = projection ? [radiographFile(scene, projection)] : [];
  return { files, truth: truthOf(scene, raster, projection) };
}

function projectionOf(name: string, scene: Scene, raster: Raster): Projection | null {
  const film = catalog.find((entry) => entry.name === name)?.also.find((kind) => kind !== 'mr');
  if (!film) return null;
  return frontalRadiograph(scene, raster, film === 'radiograph-inverted' ? 'MONOCHROME1' : 'MONOCHROME2');
}

export function truthOf(scene: Scene, raster: Raster, projection: Projection | null = null): PhantomTruth {
  return {
    phantom: scene.name,
    notice: 'Made by computation: not a patient.',
    region: scene.region,
    diagnosis: scene.diagnosis,
    spacing: scene.geometry.spacing,
    noiseHU: scene.noise,
    lesions: scene.lesions.map((lesion, n) => ({
      ...lesion,
      ...(projection ? { onRadiograph: projection.at[n] ?? [0, 0] } : {}),
      mineralVolume: raster.volume.mineral,
      massVolume: raster.volume.mass,
      boneDistance: raster.boneDistance,
    })),
  };
}

function radiographFile(scene: Scene, projection: Projection): { name: string; bytes: Uint8Array } {
  const { toPatient, toDetector } = projection.distances;
  return writeProjection(
    {
      phantom: scene.name,
      number: 6,
      modality: 'DX',
      description: 'Frontal radiograph',
      attributes: {
        ImageType: ['ORIGINAL', 'PRIMARY'],
        PhotometricInterpretation: projection.photometric,
        ViewPosition: 'AP',
        ImageLaterality: 'R',
        PresentationIntentType: 'FOR PRESENTATION',
        PixelIntensityRelationship: 'LOG',
        PixelIntensityRelationshipSign: projection.photometric === 'MONOCHROME1' ? -1 : 1,
        RescaleIntercept: '0',
        RescaleSlope: '1',
        RescaleType: 'US',
        BodyPartExamined: scene.region.toUpperCase(),
        DistanceSourceToDetector: String(toDetector),
        DistanceSourceToPatient: String(toPatient),
        BurnedInAnnotation: 'YES',
      },
    },
    projection.size,
    projection.spacing,
    projection.values,
  );
}
