import type { Vec3, Volume } from '@calx/dicom';
import { countSet, cropTo, cutRegion, toIndex, type Index3, type Region } from '../grid.ts';
import { closed, connectedTo, dilated, maskOf, opened } from '../morphology.ts';
import { percentile, robustSpread } from '../statistics.ts';
import { MrError } from './refusal.ts';
import type { MrRules } from './rules.ts';
import type { MaskedRegion } from './sequence.ts';

export interface GrownRegion extends MaskedRegion {
  /** `grown`: an edge was found; `sample`: none was, and the mask is a ball about the click. */
  readonly edge: 'grown' | 'sample';
}

/**
 * The lesion at a click on one sequence: voxels connected to it whose smoothed signal lies within a few spreads of
 * the clicked one, the interval narrowed until the region neither reaches the border nor fills its surroundings;
 * strands and septa within it are then closed over. Where no interval gives an edge, a ball about the click.
 * @throws MrError `outside`
 */
export function growRegion(volume: Volume, at: Vec3, rules: MrRules): GrownRegion {
  const index = toIndex(volume, at).map(Math.round) as unknown as Index3;
  if (index.some((value, axis) => value < 0 || value >= (volume.size[axis] ?? 0)))
    throw new MrError('outside');
  const region = around(volume, index, rules.region.reach);
  const here = index.map((value, axis) => value - (region.offset[axis] ?? 0)) as unknown as Index3;
  const smooth = smoothed(region);
  const ball = ballAt(region, here, rules.region.seedRadius);
  const seed = robustSpread(Float64Array.from(ball, (place) => smooth[place] as number).sort());
  const spread = Math.max(seed.sd, noiseOf(region));
  const { toleranceMost, edgeShare: edgeLeast } = rules.region;
  for (const cut of [false, true]) {
    for (const k of tolerances(rules, cut)) {
      const within = maskOf(smooth, (value) => Math.abs(value - seed.median) <= k * spread);
      const grown = connectedTo(ball, within, region.size);
      const mask = cut ? cutAtNecks(grown, ball, region, rules) : grown;
      if (!isClosed(mask, region, rules)) continue;
      if (edgeShare(mask, region, differs(smooth, seed.median, k * spread, rules), rules) >= edgeLeast)
        return { ...closedOver(region, mask, rules), edge: 'grown' };
    }
  }
  const reach = ballAt(region, here, rules.region.sampleRadius);
  const like = new Uint8Array(smooth.length);
  for (const place of reach)
    like[place] = Math.abs((smooth[place] as number) - seed.median) <= toleranceMost * spread ? 1 : 0;
  return { region, mask: connectedTo(ball, like, region.size), edge: 'sample' };
}

/** Widest first; where leaks are cut as well, which costs more, only every other one. */
function tolerances({ region }: MrRules, cut: boolean): number[] {
  const step = region.toleranceStep * (cut ? 2 : 1);
  const count = Math.floor((region.toleranceMost - region.toleranceLeast) / step) + 1;
  return Array.from({ length: count }, (_, n) => region.toleranceMost - n * step);
}

/** The mask with its strands and septa, on the part of the region that holds it. */
function closedOver(region: Region, mask: Uint8Array, rules: MrRules): MaskedRegion {
  const radius = rules.region.closingRadius;
  const part = cropTo(region, mask, Math.ceil(radius / Math.min(...region.spacing)) + 1);
  return { region: part.region, mask: closed(part.crop(mask), part.region, radius) };
}

function around(volume: Volume, index: Index3, reach: number): Region {
  const steps = volume.spacing.map((step) => Math.ceil(reach / step));
  const corner = (sign: number): Index3 =>
    index.map((value, axis) => value + sign * (steps[axis] ?? 0)) as unknown as Index3;
  return cutRegion(volume, corner(-1), corner(1));
}

/** Without bridges thinner than the rule's width: the part that the click lies in or nearest to. */
function cutAtNecks(mask: Uint8Array, ball: readonly number[], region: Region, rules: MrRules): Uint8Array {
  const open = opened(mask, region, rules.region.openingRadius);
  return connectedTo(ball, open, region.size);
}

/** Neither a speck nor so large that it fills its surroundings, and within them. */
function isClosed(mask: Uint8Array, { size }: Region, rules: MrRules): boolean {
  const count = countSet(mask);
  if (count < rules.region.minVoxels || count > rules.region.largestShare * mask.length) return false;
  return !touchesSides(mask, size);
}

/** Places whose signal lies well beyond the interval that a region was grown over. */
function differs(smooth: Float32Array, median: number, tolerance: number, { region }: MrRules): Uint8Array {
  const limit = region.edgeContrast * tolerance;
  return maskOf(smooth, (value) => Math.abs(value - median) > limit);
}

/**
 * Share of a region's surroundings that differ clearly from it. Within tissue of like signal the growing stops at its
 * own tolerance, at no edge of anything: there this share is small.
 */
function edgeShare(mask: Uint8Array, region: Region, different: Uint8Array, rules: MrRules): number {
  const depth = rules.region.edgeDepth;
  const part = cropTo(region, mask, Math.ceil(depth / Math.min(...region.spacing)) + 1);
  const inner = part.crop(mask);
  const outer = dilated(inner, part.region, depth);
  const apart = part.crop(different);
  let [shell, clear] = [0, 0];
  for (let at = 0; at < inner.length; at += 1) {
    if (!outer[at] || inner[at]) continue;
    shell += 1;
    clear += apart[at] as number;
  }
  return shell === 0 ? 0 : clear / shell;
}

/** Does a mask reach the in-plane border or, in a volume of several slices, the first or last slice? */
function touchesSides(mask: Uint8Array, [nx, ny, nz]: Index3): boolean {
  for (let k = 0, at = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        if (!mask[at]) continue;
        if (i === 0 || j === 0 || i === nx - 1 || j === ny - 1) return true;
        if (nz > 1 && (k === 0 || k === nz - 1)) return true;
      }
    }
  }
  return false;
}

/** Mean of 3 x 3 voxels of a slice. */
export function smoothed({ size: [nx, ny, nz], values }: Pick<Region, 'size' | 'values'>): Float32Array {
  const rows = new Float32Array(values.length);
  const result = new Float32Array(values.length);
  for (let at = 0; at < values.length; at += 1) {
    const i = at % nx;
    const left = values[i > 0 ? at - 1 : at] as number;
    const right = values[i < nx - 1 ? at + 1 : at] as number;
    rows[at] = ((values[at] as number) + left + right) / 3;
  }
  for (let k = 0, at = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        const above = rows[j > 0 ? at - nx : at] as number;
        const below = rows[j < ny - 1 ? at + nx : at] as number;
        result[at] = ((rows[at] as number) + above + below) / 3;
      }
    }
  }
  return result;
}

/** Every so many voxels are enough to estimate the noise. */
const noiseStep = 7;

/**
 * Noise of a slice from differences across one voxel: half of them are noise alone, so their median tells
 * (0.6745 sd of a normal distribution; the difference of two has sqrt 2 times the noise).
 */
function noiseOf({ size: [nx], values }: Region): number {
  const differences: number[] = [];
  for (let at = 2; at < values.length; at += noiseStep) {
    const value = values[at] as number;
    if (at % nx >= 2 && value > 0) differences.push(Math.abs(value - (values[at - 2] as number)));
  }
  return percentile(Float64Array.from(differences).sort(), 0.5) / (0.6745 * Math.SQRT2) || 0;
}

/** Places in a region within a radius of a voxel. */
export function ballAt({ size, spacing }: Region, centre: Index3, radius: number): number[] {
  const reach = spacing.map((step) => Math.floor(radius / step)) as unknown as Index3;
  const places: number[] = [];
  for (let k = -reach[2]; k <= reach[2]; k += 1) {
    for (let j = -reach[1]; j <= reach[1]; j += 1) {
      for (let i = -reach[0]; i <= reach[0]; i += 1) {
        const distance = Math.hypot(i * spacing[0], j * spacing[1], k * spacing[2]);
        const [a, b, c] = [centre[0] + i, centre[1] + j, centre[2] + k];
        const within = a >= 0 && b >= 0 && c >= 0 && a < size[0] && b < size[1] && c < size[2];
        if (distance <= radius && within) places.push(a + size[0] * (b + size[1] * c));
      }
    }
  }
  return places;
}
