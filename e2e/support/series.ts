import { writeSlices } from '@calx/phantom';
import type { Workbench } from './workbench.ts';

/** Made series and their way into the archive. */

interface File {
  readonly name: string;
  readonly bytes: Uint8Array;
}

const HALF = 2;

/** A CT of a dense ball in soft tissue, one file a slice; each name is a patient of its own. */
export function ballSeries(name: string, width: number, slices: number): readonly File[] {
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
      axes: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    },
    values,
  );
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
