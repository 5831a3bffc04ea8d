import { describe, expect, it } from 'vitest';
import { fileURLToPath } from 'node:url';
import { buildVolume } from './index.ts';
import { openStudy } from './node.ts';

const sample = fileURLToPath(new URL('../../../samples/sts-045', import.meta.url));

describe('openStudy on the sample', () => {
  it('finds the CT and the T1 MR of one patient and stacks them', async () => {
    const { studies, refused, patient } = await openStudy(sample);
    expect(refused).toEqual([]);
    expect(patient.id).not.toBe('');
    const series = studies.flatMap((study) => study.series);
    expect(series.map(({ modality, instances }) => [modality, instances.length]).sort()).toEqual([
      ['CT', 74],
      ['MR', 70],
    ]);
    for (const { instances, modality } of series) {
      const volume = await buildVolume(instances);
      expect(volume.size[2]).toBe(instances.length);
      expect(volume.quantity).toBe(modality === 'CT' ? 'HU' : 'arbitrary');
      expect(volume.spacing[2]).toBeCloseTo(3.27, 2);
    }
  });
});
