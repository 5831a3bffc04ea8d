import type { Volume } from '@calx/dicom';
import type { LesionRequest } from '../api/types.ts';
import type { LesionMeasurement } from '../lesion/types.ts';
export interface Measured {
  readonly measurement: LesionMeasurement;
  readonly mask: Uint8Array<ArrayBuffer>;
}
// SCRATCH
export function lesionOf(volume: Volume, request: LesionRequest): Measured {
  const [nx, ny, nz] = volume.size;
  const t = request.thresholdHU ?? 150;
  const mask = new Uint8Array(nx * ny * nz);
  const d = request.seed.map((v, i) => v - volume.origin[i as 0]!);
  const ijk = [0, 1, 2].map((a) =>
    Math.round(volume.axes[a as 0].reduce((s, x, i) => s + x * d[i]!, 0) / volume.spacing[a as 0]),
  );
  let n = 0;
  const q: number[] = [];
  const r = 6;
  for (let k = Math.max(0, ijk[2]! - r); k <= Math.min(nz - 1, ijk[2]! + r); k++)
    for (let j = ijk[1]! - 20; j <= ijk[1]! + 20; j++)
      for (let i = ijk[0]! - 20; i <= ijk[0]! + 20; i++) {
        const x = i + nx * (j + ny * k);
        if ((volume.data[x] ?? -2000) >= t) {
          mask[x] = 1;
          n++;
          q.push(volume.data[x]!);
        }
      }
  const vv = volume.spacing[0] * volume.spacing[1] * volume.spacing[2];
  const m = q.reduce((a, b) => a + b, 0) / Math.max(1, n);
  const z = { value: 0, unit: 'mm' };
  return {
    mask,
    measurement: {
      series: volume.seriesUID,
      rule: 'scratch',
      thresholdHU: t,
      mass: null,
      mineral: { voxels: n, volume: { value: n * vv, unit: 'mm3' }, components: [] },
      boundingBox: [
        [0, 0, 0],
        [0, 0, 0],
      ],
      maxDiameter: z,
      density: { mean: m, sd: 1, max: Math.max(...q) },
      nodules: { count: 1 },
      bone: { distance: { value: 4.1, unit: 'mm' }, touches: false },
      fluidLevel: null,
      zonality: null,
      confluence: null,
      proposals: [
        { variable: 'mineralised', value: 'yes', confidence: 0.95 },
        { variable: 'ct_hu_max', value: Math.max(...q), confidence: 1 },
        { variable: 'bone', value: 'none', confidence: 0.6 },
      ],
    } as LesionMeasurement,
  };
}
