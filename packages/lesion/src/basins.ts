import type { Vec3 } from '@calx/dicom';
import { depthWithin } from './distance-transform.ts';
import type { Index3 } from './grid.ts';
import { noPause, placesBetween } from './pause.ts';

/** A mask divided at its necks. */
export interface Basins {
  /** 0 outside the mask, else 1 + the index of the basin. */
  readonly labels: Int32Array;
  readonly basins: readonly {
    readonly voxels: number;
    /** Largest inscribed radius, mm. */ readonly radius: number;
  }[];
  /** Pairs of basins that touch, with the half width of their neck in mm. */
  readonly necks: readonly { readonly a: number; readonly b: number; readonly width: number }[];
  /** Distance to the outside of the mask, mm. */
  readonly depth: Float32Array;
}

/** Step of depth by which the flooding proceeds, mm. */
const stepMm = 0.05;

/**
 * Watershed of the inner distance: lobes are divided where the neck between them is narrower than `neckRatio` times
 * the thinner lobe's radius (Beucher S, Lantuéjoul C 1979; distance-transform watershed). Voxels outside the region
 * count as inside, so that a cut face is no surface.
 */
export function splitAtNecks(
  mask: Uint8Array,
  size: Index3,
  spacing: Vec3,
  neckRatio: number,
  pause = noPause,
): Basins {
  const depth = depthWithin(mask, size, spacing, pause);
  const order = byDepth(mask, depth);
  const [nx, ny, nz] = size;
  const labels = new Int32Array(mask.length);
  const parent: number[] = [];
  const peak: number[] = [];
  const find = (basin: number): number => {
    let root = basin;
    while (parent[root] !== root) root = parent[root] as number;
    return root;
  };
  const plane = nx * ny;
  const touching: number[] = [];
  for (let n = 0; n < order.length; n += 1) {
    if (n % placesBetween === 0) pause();
    const at = order[n] as number;
    const height = depth[at] as number;
    const k = Math.floor(at / plane);
    const j = Math.floor((at - k * plane) / nx);
    const i = at - nx * (j + ny * k);
    touching.length = 0;
    let best = -1;
    let bestDepth = -1;
    // Most neighbours bear the same label.
    let known = 0;
    let root = -1;
    const a0 = Math.max(0, i - 1);
    const a1 = Math.min(nx - 1, i + 1);
    for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c += 1) {
      for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1) {
        for (let beside = a0 + nx * b + plane * c, end = beside + a1 - a0; beside <= end; beside += 1) {
          const label = labels[beside] as number;
          if (label === 0) continue;
          if (label !== known) {
            known = label;
            root = find(label - 1);
            if (!touching.includes(root)) touching.push(root);
          }
          if ((depth[beside] as number) > bestDepth) {
            bestDepth = depth[beside] as number;
            best = root;
          }
        }
      }
    }
    if (best < 0) {
      parent.push(parent.length);
      peak.push(height);
      labels[at] = parent.length;
      continue;
    }
    for (const other of touching) {
      if (find(other) === best) continue;
      const [low, high] = (peak[other] as number) < (peak[best] as number) ? [other, best] : [best, other];
      if (height >= neckRatio * (peak[low] as number)) {
        parent[low] = high;
        if (low === best) best = high;
      }
    }
    labels[at] = best + 1;
  }
  return collect(labels, depth, size, find, peak);
}

/** Places of the mask from the deepest to the shallowest, by counting sort; equal depths in order of place. */
function byDepth(mask: Uint8Array, depth: Float32Array): Int32Array {
  let most = 0;
  let count = 0;
  for (let at = 0; at < mask.length; at += 1) {
    if (!mask[at]) continue;
    count += 1;
    const value = depth[at] as number;
    if (Number.isFinite(value)) most = Math.max(most, value);
  }
  const bins = Math.floor(most / stepMm) + 2;
  const binOf = (at: number): number =>
    bins - 1 - Math.min(bins - 1, Math.floor((depth[at] as number) / stepMm));
  const starts = new Int32Array(bins + 1);
  for (let at = 0; at < mask.length; at += 1)
    if (mask[at]) starts[binOf(at) + 1] = (starts[binOf(at) + 1] as number) + 1;
  for (let bin = 0; bin < bins; bin += 1)
    starts[bin + 1] = (starts[bin + 1] as number) + (starts[bin] as number);
  const order = new Int32Array(count);
  for (let at = 0; at < mask.length; at += 1) {
    if (!mask[at]) continue;
    const bin = binOf(at);
    order[starts[bin] as number] = at;
    starts[bin] = (starts[bin] as number) + 1;
  }
  return order;
}

function collect(
  labels: Int32Array,
  depth: Float32Array,
  [nx, ny, nz]: Index3,
  find: (basin: number) => number,
  peak: readonly number[],
): Basins {
  const index = new Map<number, number>();
  const basins: { voxels: number; radius: number }[] = [];
  for (let at = 0; at < labels.length; at += 1) {
    const label = labels[at] as number;
    if (label === 0) continue;
    const root = find(label - 1);
    let number = index.get(root);
    if (number === undefined) {
      number = basins.length;
      index.set(root, number);
      basins.push({ voxels: 0, radius: peak[root] ?? 0 });
    }
    labels[at] = number + 1;
    const basin = basins[number];
    if (basin) basin.voxels += 1;
  }
  const width = new Map<string, { a: number; b: number; width: number }>();
  const meet = (at: number, other: number): void => {
    const la = labels[at] as number;
    const lb = labels[other] as number;
    if (lb === 0 || la === lb) return;
    const a = Math.min(la, lb) - 1;
    const b = Math.max(la, lb) - 1;
    const key = `${a},${b}`;
    const neck = Math.min(depth[at] as number, depth[other] as number);
    const known = width.get(key);
    if (!known) width.set(key, { a, b, width: neck });
    else if (neck > known.width) known.width = neck;
  };
  for (let k = 0, at = 0; k < nz; k += 1) {
    for (let j = 0; j < ny; j += 1) {
      for (let i = 0; i < nx; i += 1, at += 1) {
        if (labels[at] === 0) continue;
        if (i + 1 < nx) meet(at, at + 1);
        if (j + 1 < ny) meet(at, at + nx);
        if (k + 1 < nz) meet(at, at + nx * ny);
      }
    }
  }
  return { labels, basins, necks: [...width.values()], depth };
}
