import { writeSlices } from '@calx/phantom';
import type { Workbench } from './workbench.ts';

/** Made series and their way into the archive. */

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const HALF = 2;
const AXES = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
] as const;

/**
 * A CT of a dense ball in soft tissue, one file a slice; each name is a patient of its own. With a tilted gantry each
 * slice lies `shift` pixels below the one before.
 */
export function ballSeries(name: string, width: number, slices: number, shift = 0): readonly File[] {
  const values = new Int16Array(width * width * slices).fill(40);
  const [cx, cz, radius] = [width / HALF, slices / HALF, Math.min(width, slices) / 4];
  for (let k = 0, at = 0; k < slices; k++)
    for (let j = 0; j < width; j++)
      for (let i = 0; i < width; i++, at++) if (Math.hypot(i - cx, j - cx, k - cz) < radius) values[at] = 500;
  return writeSlices(
    {
      phantom: name,
      number: 1,
      modality: 'CT',
      description: name,
      attributes: {
        ImageType: ['ORIGINAL', 'PRIMARY', 'AXIAL'],
        RescaleIntercept: '0',
        RescaleSlope: '1',
        RescaleType: 'HU',
      },
    },
    {
      size: [width, width, slices],
      spacing: [1, 1, 1],
      origin: [0, 0, 0],
      axes: [AXES[0], AXES[1], [0, shift, 1]],
    },
    values,
  );
}

/** Relative signals of a mass in muscle (100), a sequence each. */
const SEQUENCES = [
  ['T1 TSE axial', 60, { RepetitionTime: '550', EchoTime: '12' }],
  ['T2 TSE axial', 40, { RepetitionTime: '4000', EchoTime: '90' }],
  ['T2 TSE fat-suppressed axial', 200, { RepetitionTime: '4200', EchoTime: '80', ScanOptions: 'FS' }],
  [
    'T1 TSE axial after contrast',
    150,
    { RepetitionTime: '550', EchoTime: '12', ContrastBolusAgent: 'gadolinium' },
  ],
] as const;

/** Four MR sequences of a ball-shaped mass in the middle of an even muscle, in one frame of reference. */
export function mrStudy(name: string): readonly File[] {
  const [width, slices] = [64, 16];
  return SEQUENCES.flatMap(([description, signal, attributes], n) => {
    const values = Int16Array.from({ length: width * width * slices }, (_, at) => {
      const [i, j, k] = [at % width, Math.floor(at / width) % width, Math.floor(at / width / width)];
      const inBody = Math.hypot(i - width / HALF, j - width / HALF) < 28;
      const inMass = Math.hypot(i - width / HALF, j - width / HALF, 3 * (k - slices / HALF)) < 9;
      // A little texture, so that the spread of the muscle is that of a real one.
      return (inMass ? signal : inBody ? 100 : 4) + ((i * 7 + j * 13 + k * 5 + n) % 5);
    });
    return writeSlices(
      {
        phantom: name,
        number: n + 1,
        modality: 'MR',
        description,
        attributes: {
          ImageType: ['ORIGINAL', 'PRIMARY', 'M'],
          ScanningSequence: 'SE',
          SequenceVariant: 'SK',
          MRAcquisitionType: '2D',
          MagneticFieldStrength: '1.5',
          ...attributes,
        },
      },
      { size: [width, width, slices], spacing: [1, 1, 3], origin: [0, 0, 0], axes: AXES },
      values,
    );
  });
}

/** Sends files as the page does; gives the cases that they went to. */
export async function importFiles({ url }: Workbench, files: readonly File[]): Promise<readonly string[]> {
  const form = new FormData();
  for (const { name, bytes } of files) form.append('files', new Blob([Uint8Array.from(bytes)]), name);
  const response = await fetch(`${url}/api/import`, { method: 'POST', body: form });
  if (!response.ok) throw new Error(await response.text());
  const { caseIds } = (await response.json()) as { readonly caseIds: readonly string[] };
  return caseIds;
}
