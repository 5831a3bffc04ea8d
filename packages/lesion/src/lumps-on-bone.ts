import { divideFromBone } from './divide.ts';
import { voxelVolume, type Index3 } from './grid.ts';
import type { Landscape } from './landscape.ts';
import { placesBetween } from './pause.ts';
import { LesionError } from './refusal.ts';
import { holdsVoxel, type RunSet } from './run-set.ts';

/**
 * Masses that lean on the skeleton or have eaten into it, so that they are one body with it: lumps without cortex that
 * reach soft tissue in most directions and that the necks divide from bone, which shows its cortex beside them.
 */
export function lumpsOnBone(land: Landscape): RunSet[] {
  const { volume, rules } = land;
  const found: RunSet[] = [];
  let left = rules.lump.attempts;
  const places = lumpPlaces(land).sort((a, b) => b.bare - a.bare);
  for (const { at, label } of places) {
    if (left === 0) break;
    if (found.some((runs) => holdsVoxel(runs, at, volume.size[1]))) continue;
    left -= 1;
    try {
      const { runs, cover } = divideFromBone(land, label, at);
      if (runs.voxels * voxelVolume(volume) < rules.lump.minVolume) continue;
      const { lesion, bone } = cover();
      if (lesion <= rules.lump.coverMax && bone >= rules.lump.coverBeside) found.push(runs);
    } catch (error) {
      // What can't be divided from bone is no candidate.
      if (!(error instanceof LesionError)) throw error;
    }
  }
  return found;
}

interface Place {
  readonly at: Index3;
  readonly label: number;
  /** Share of the directions in which it reaches soft tissue without cortex between. */
  readonly bare: number;
}

/**
 * Middles of balls within the skeleton that hold neither cortex nor marrow and lie bare in at least `lump.bareShare`
 * of the directions; apart from each other.
 */
function lumpPlaces(land: Landscape): Place[] {
  const { labelling, kinds, volume, threshold, rules, pause } = land;
  const { lump } = rules;
  const { data, spacing } = volume;
  const [nx, ny, nz] = volume.size as Index3;
  const { runs } = labelling;
  const step = spacing.map((mm) => Math.max(1, Math.round(lump.radius / 2 / mm))) as unknown as Index3;
  const ball = ballSurface(lump.radius, volume.spacing as Index3);
  const evenAbout = (i: number, j: number, k: number): boolean => {
    for (let n = 0; n < ball.length; n += 1) {
      const away = ball[n] as Index3;
      if (!even(i + away[0], j + away[1], k + away[2])) return false;
    }
    return true;
  };
  const even = (i: number, j: number, k: number): boolean => {
    if (i < 0 || j < 0 || k < 0 || i >= nx || j >= ny || k >= nz) return false;
    const value = data[i + nx * (j + ny * k)] as number;
    return value >= threshold && value <= lump.highHU;
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
      if (!even(i, j, k) || !evenAbout(i, j, k)) continue;
      const known = places.some(({ at }) => {
        const away = [i, j, k].map((value, axis) => (value - (at[axis] ?? 0)) * (spacing[axis] ?? 1));
        return Math.hypot(...away) < lump.apart;
      });
      if (known) continue;
      const bare = bareShare(land, [i, j, k]);
      if (bare >= lump.bareShare) places.push({ at: [i, j, k], label, bare });
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

/** The axes and the diagonals, with their lengths. */
const directions = [-1, 0, 1].flatMap((c) =>
  [-1, 0, 1].flatMap((b) =>
    [-1, 0, 1]
      .filter((a) => a !== 0 || b !== 0 || c !== 0)
      .map((a) => [a, b, c, Math.hypot(a, b, c)] as const),
  ),
);

/**
 * Share of the directions from a place of the skeleton in which the density falls below the threshold before it rises
 * by `lump.cortexRise`; 0 where a ray leaves the volume, since bone that is cut has no cortex there either, and as soon
 * as the share can't reach `lump.bareShare`.
 */
function bareShare({ volume, threshold, rules }: Landscape, [i, j, k]: Index3): number {
  const { data, spacing } = volume;
  const [nx, ny, nz] = volume.size;
  const cortex = (data[i + nx * (j + ny * k)] as number) + rules.lump.cortexRise;
  const most = directions.length * (1 - rules.lump.bareShare);
  let covered = 0;
  for (const direction of directions) {
    const length = direction[3];
    const u = direction[0] / (length * spacing[0]);
    const v = direction[1] / (length * spacing[1]);
    const w = direction[2] / (length * spacing[2]);
    for (let mm = 1; mm <= rules.lesion.regionRadius; mm += 1) {
      const x = Math.round(i + u * mm);
      const y = Math.round(j + v * mm);
      const z = Math.round(k + w * mm);
      if (x < 0 || y < 0 || z < 0 || x >= nx || y >= ny || z >= nz) return 0;
      const value = data[x + nx * (y + ny * z)] as number;
      if (value < threshold) break;
      if (value < cortex) continue;
      covered += 1;
      break;
    }
    if (covered > most) return 0;
  }
  return 1 - covered / directions.length;
}
