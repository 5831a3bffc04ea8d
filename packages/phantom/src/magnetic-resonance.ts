import { blurInPlane } from './blur.ts';
import { normal } from './random.ts';
import { paint, partShare, type Raster } from './rasterise.ts';
import type { Scene } from './scene.ts';
import { tissues, type Tissue } from './tissue.ts';
import type { SeriesSpec } from './write-study.ts';

/** One MR series on the grid of the CT: what its files say and its stored values, i fastest. */
export interface MrImages {
  readonly role: 'mr-t1' | 'mr-t2' | 'mr-t2-fs' | 'mr-t1-post' | 'mr-t2-star';
  readonly spec: SeriesSpec;
  readonly values: Int16Array;
}

interface Sequence {
  readonly number: number;
  readonly role: MrImages['role'];
  readonly description: string;
  readonly signal: keyof Tissue['mr'];
  readonly attributes: Record<string, unknown>;
}

const sequences: readonly Sequence[] = [
  {
    number: 2,
    role: 'mr-t1',
    description: 'T1 TSE axial',
    signal: 't1',
    attributes: { RepetitionTime: '550', EchoTime: '12' },
  },
  {
    number: 3,
    role: 'mr-t2',
    description: 'T2 TSE axial',
    signal: 't2',
    attributes: { RepetitionTime: '4000', EchoTime: '90' },
  },
  {
    number: 4,
    role: 'mr-t2-fs',
    description: 'T2 TSE fat-suppressed axial',
    signal: 't2fs',
    attributes: { RepetitionTime: '4200', EchoTime: '80', ScanOptions: 'FS' },
  },
  {
    number: 5,
    role: 'mr-t1-post',
    description: 'T1 TSE axial after contrast',
    signal: 't1post',
    attributes: { RepetitionTime: '550', EchoTime: '12', ContrastBolusAgent: 'gadolinium (phantom)' },
  },
  {
    number: 7,
    role: 'mr-t2-star',
    description: 'T2* GRE axial',
    signal: 't2',
    attributes: { ScanningSequence: 'GR', RepetitionTime: '600', EchoTime: '20', FlipAngle: '20' },
  },
];

/** Width of the field disturbed about mineral on gradient echo (mm), and loss of signal for a share of mineral of 1. */
const dephasing = { width: 6, loss: 8 };

/** Noise of the MR series relative to muscle = 100, and blur in mm. */
const mrNoise = 4;
const mrBlur = 1.2;

/**
 * The MR series of a scene: magnitude images with Rician noise (relative to muscle = 100), blurred in the plane.
 */
export function magneticResonance(
  scene: Scene,
  raster: Raster,
  noise: number = mrNoise,
): readonly MrImages[] {
  return sequences.map(({ number, role, description, signal, attributes }) => {
    const ideal = paint(
      raster,
      scene.layers.map(({ tissue }) => tissues[tissue].mr[signal]),
    );
    if (role === 'mr-t2-star') {
      const disturbed = blurInPlane(partShare(scene, raster, 'mineral'), raster, dephasing.width);
      disturbed.forEach((share, at) => (ideal[at] = (ideal[at] ?? 0) * Math.exp(-dephasing.loss * share)));
    }
    const next = normal(scene.seed + number);
    const blurred = blurInPlane(ideal, raster, mrBlur);
    const values = new Int16Array(blurred.length);
    blurred.forEach((value, at) => {
      const [real, imaginary] = [value + noise * next(), noise * next()];
      values[at] = Math.round(Math.sqrt(real * real + imaginary * imaginary));
    });
    const common = {
      ImageType: ['ORIGINAL', 'PRIMARY', 'M'],
      ScanningSequence: 'SE',
      SequenceVariant: 'SK',
      MRAcquisitionType: '2D',
      MagneticFieldStrength: '1.5',
    };
    const spec: SeriesSpec = {
      phantom: scene.name,
      number,
      modality: 'MR',
      description,
      attributes: { ...common, ...attributes },
    };
    return { role, spec, values };
  });
}
