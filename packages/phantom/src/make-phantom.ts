import { blurInPlane, ctVolume, paint, rasterise, type Raster } from './rasterise.ts';
import { frontalRadiograph } from './radiograph.ts';
import { normal } from './random.ts';
import { catalog, type CatalogEntry } from './scenes/catalog.ts';
import type { LesionTruth, Scene } from './scene.ts';
import { tissues, type Tissue } from './tissue.ts';
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
    ...(also.includes('mr') ? magneticResonance(scene, raster) : []),
    ...(also.includes('radiograph') ? [radiograph(scene, raster)] : []),
  ];
  return { files, truth: truthOf(scene, raster) };
}

export function truthOf(scene: Scene, raster: Raster): PhantomTruth {
  return {
    phantom: scene.name,
    notice: 'Made by computation: not a patient.',
    region: scene.region,
    diagnosis: scene.diagnosis,
    spacing: scene.geometry.spacing,
    noiseHU: scene.noise,
    lesions: scene.lesions.map((lesion) => ({
      ...lesion,
      mineralVolume: raster.volume.mineral,
      massVolume: raster.volume.mass,
      boneDistance: raster.boneDistance,
    })),
  };
}

const sequences: readonly {
  readonly number: number;
  readonly description: string;
  readonly signal: keyof Tissue['mr'];
  readonly attributes: Record<string, unknown>;
}[] = [
  {
    number: 2,
    description: 'T1 TSE axial',
    signal: 't1',
    attributes: { RepetitionTime: '550', EchoTime: '12' },
  },
  {
    number: 3,
    description: 'T2 TSE axial',
    signal: 't2',
    attributes: { RepetitionTime: '4000', EchoTime: '90' },
  },
  {
    number: 4,
    description: 'T2 TSE fat-suppressed axial',
    signal: 't2fs',
    attributes: { RepetitionTime: '4200', EchoTime: '80', ScanOptions: 'FS' },
  },
  {
    number: 5,
    description: 'T1 TSE axial after contrast',
    signal: 't1post',
    attributes: { RepetitionTime: '550', EchoTime: '12', ContrastBolusAgent: 'gadolinium (phantom)' },
  },
];

/** Noise of the MR series relative to muscle = 100, and blur in mm. */
const mrNoise = 4;
const mrBlur = 1.2;

function magneticResonance(scene: Scene, raster: Raster): { name: string; bytes: Uint8Array }[] {
  return sequences.flatMap(({ number, description, signal, attributes }) => {
    const ideal = paint(
      raster,
      scene.layers.map(({ tissue }) => tissues[tissue].mr[signal]),
    );
    const next = normal(scene.seed + number);
    const noisy = Int16Array.from(blurInPlane(ideal, raster, mrBlur), (value) =>
      Math.round(Math.hypot(value + mrNoise * next(), mrNoise * next())),
    );
    const common = {
      ImageType: ['ORIGINAL', 'PRIMARY', 'M'],
      ScanningSequence: 'SE',
      SequenceVariant: 'SK',
      MRAcquisitionType: '2D',
      MagneticFieldStrength: '1.5',
    };
    return writeSlices(
      { phantom: scene.name, number, modality: 'MR', description, attributes: { ...common, ...attributes } },
      raster,
      noisy,
    );
  });
}

function radiograph(scene: Scene, raster: Raster): { name: string; bytes: Uint8Array } {
  const { size, spacing, values } = frontalRadiograph(scene, raster);
  return writeProjection(
    {
      phantom: scene.name,
      number: 6,
      modality: 'DX',
      description: 'Frontal radiograph',
      attributes: {
        ImageType: ['ORIGINAL', 'PRIMARY'],
        ViewPosition: 'AP',
        ImageLaterality: 'R',
        PresentationIntentType: 'FOR PRESENTATION',
        PixelIntensityRelationship: 'LOG',
        PixelIntensityRelationshipSign: 1,
        RescaleIntercept: '0',
        RescaleSlope: '1',
        RescaleType: 'US',
        BodyPartExamined: scene.region.toUpperCase(),
      },
    },
    size,
    spacing,
    values,
  );
}
