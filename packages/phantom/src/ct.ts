import { blurInPlane } from './blur.ts';
import { normal } from './random.ts';
import { paint, type Raster } from './rasterise.ts';
import type { Scene } from './scene.ts';
import { tissues } from './tissue.ts';

/** CT numbers with blur in the plane and noise, rounded to whole HU as a scanner stores them. */
export function ctVolume(scene: Scene, raster: Raster): Int16Array {
  const ideal = paint(
    raster,
    scene.layers.map(({ tissue }) => tissues[tissue].hu),
  );
  const values = scene.blur > 0 ? blurInPlane(ideal, raster, scene.blur) : ideal;
  const next = normal(scene.seed);
  const stored = new Int16Array(values.length);
  for (let index = 0; index < stored.length; index += 1)
    stored[index] = Math.max(-1024, Math.round((values[index] as number) + scene.noise * next()));
  return stored;
}
