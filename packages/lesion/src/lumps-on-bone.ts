import { divideFromBone } from './divide.ts';
import { voxelVolume, type Index3 } from './grid.ts';
import type { Landscape } from './landscape.ts';
import { placesBetween } from './pause.ts';
import { LesionError } from './refusal.ts';
import { holdsVoxel, type RunSet } from './run-set.ts';

/**
 * Dense masses that lean on the skeleton, so that they are one body with it: evenly dense lumps, neither as dense as
 * cortex nor as light as marrow, that the necks divide from bone and that have intact cortex behind them.
 */
export function lumpsOnBone(land: Landscape): RunSet[] {
  const { volume, rules } = land;
  const found: RunSet[] = [];
  let left = rules.lump.attempts;
  for (const { at, label } of lumpPlaces(land)) {
    if (left === 0) break;
    if (found.some((runs) => holdsVoxel(runs, at, volume.size[1]))) continue;
    left -= 1;
    try {
      const { runs, onCortex } = divideFromBone(land, label, at);
      const large = runs.voxels * voxelVolume(volume) >= rules.lump.minVolume;
      if (large && onCortex >= rules.lump.onCortex) found.push(runs);
    } catch (error) {
      if (!(error instanceof LesionError)) throw error;
    }
  }
  return found;
}

interface Place {
  readonly at: Index3;
  readonly label: number;
}

/** Middles of evenly dense balls within the skeleton, apart from each other. */
function lumpPlaces({ labelling, kinds, volume, rules, pause }: Landscape): Place[] {
  const { lump } = rules;
  const { data, spacing } = volume;
  const [nx, ny, nz] = volume.size as Index3;
  const { runs } = labelling;
  const step = spacing.map((mm) => Math.max(1, Math.round(lump.radius / 2 / mm))) as unknown as Index3;
  const ball = ballSurface(lump.radius, volume.spacing as Index3);
  const even = (i: number, j: number, k: number): boolean => {
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return false;
    const value = data[i + nx * (j + ny * k)] as number;
    return value >= lump.lowHU && value <= lump.highHU;
  };
  const places: Place[] = [];
  for (let r = 0; r < runs.label.length; r += 1) {
    if (r % placesBetween === 0) pause();
    const line = runs.line[r] as number;
    const k = Math.floor(line / ny);
    const j = line - k * ny;
    const label = runs.label[r] as number;
    if (j % step[1] !== 0 || k % step[2] !== 0 || kinds[label] !== 'skeleton') continue;
    const from = Math.ceil((runs.start[r] as number) / step[0]) * step[0];
    for (let i = from; i <= (runs.end[r] as number); i += step[0]) {
      if (!even(i, j, k) || !ball.every(([a, b, c]) => even(i + a, j + b, k + c))) continue;
      const known = places.some(({ at }) => {
        const away = [i, j, k].map((value, axis) => (value - (at[axis] ?? 0)) * (spacing[axis] ?? 1));
        return Math.hypot(...away) < lump.apart;
      });
      if (!known) places.push({ at: [i, j, k], label });
    }
  }
  return places;
}

/** Steps in voxels to the surface of a ball and half way to it, along the axes and the diagonals. */
function ballSurface(radius: number, spacing: Index3): Index3[] {
  const steps: Index3[] = [];
  for (const share of [0.5, 1])
    for (let c = -1; c <= 1; c += 1)
      for (let b = -1; b <= 1; b += 1)
        for (let a = -1; a <= 1; a += 1) {
          const length = Math.hypot(a, b, c);
          if (length === 0) continue;
          const reach = [a, b, c].map((x, axis) =>
            Math.round((share * radius * x) / length / (spacing[axis] ?? 1)),
          );
          steps.push(reach as unknown as Index3);
        }
  return steps;
}
