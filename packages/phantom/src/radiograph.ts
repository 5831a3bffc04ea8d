import { paint, type Raster } from './rasterise.ts';
import type { Scene } from './scene.ts';
import { tissues } from './tissue.ts';

/** Linear attenuation of water at the phantom's effective energy, per mm (about 70 keV; NIST XCOM 0.0193 per mm). */
const waterPerMm = 0.0193;
/** Stored values: full exposure, and the range kept above it. */
const air = 4000;

export interface Projection {
  readonly size: readonly [columns: number, rows: number];
  readonly spacing: readonly [column: number, row: number];
  /** Brighter where more was absorbed (MONOCHROME2, bone white). */
  readonly values: Uint16Array;
}

/** A parallel-beam frontal radiograph of the same scene: line integrals along y, head up. */
export function frontalRadiograph(scene: Scene, raster: Raster): Projection {
  const hu = paint(
    raster,
    scene.layers.map(({ tissue }) => tissues[tissue].hu),
  );
  const [nx, ny, nz] = raster.size;
  const values = new Uint16Array(nx * nz);
  for (let k = 0; k < nz; k += 1) {
    for (let i = 0; i < nx; i += 1) {
      let path = 0;
      for (let j = 0; j < ny; j += 1) path += Math.max(0, 1 + (hu[i + nx * (j + ny * k)] ?? -1000) / 1000);
      const transmitted = Math.exp(-waterPerMm * path * raster.spacing[1]);
      values[(nz - 1 - k) * nx + i] = Math.round(air * (1 - transmitted));
    }
  }
  return { size: [nx, nz], spacing: [raster.spacing[0], raster.spacing[2]], values };
}
