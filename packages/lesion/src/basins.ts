import type { Vec3 } from '@calx/dicom';
import { depthWithin } from './distance-transform.ts';
import type { Index3 } from './grid.ts';
import { maskRuns, placesOf } from './mask-runs.ts';
import { noPause, placesBetween, type Pause } from './pause.ts';

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
  const labels = new Int32Array(mask.length);
  const tree = new BasinTree(neckRatio);
  flood(byDepth(mask, depth), depth, size, labels, tree, pause);
  const runs = maskRuns(mask, size[0]);
  const basins = numbered(labels, runs, tree);
  return { labels, basins, necks: necksOf(labels, runs, depth, size), depth };
}

/** Basins by their first place, joined where their neck is wide. */
class BasinTree {
  readonly #parent: number[] = [];
  readonly #peak: number[] = [];
  readonly #neckRatio: number;

  constructor(neckRatio: number) {
    this.#neckRatio = neckRatio;
  }

  get size(): number {
    return this.#parent.length;
  }

  /** A new basin that begins at a depth. */
  begin(depth: number): number {
    this.#parent.push(this.#parent.length);
    return this.#peak.push(depth) - 1;
  }

  peakOf(basin: number): number {
    return this.#peak[basin] as number;
  }

  find(basin: number): number {
    let root = basin;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    return root;
  }

  /** Joins two basins that meet at a depth where their neck is not narrow; returns that of the first one. */
  meet(one: number, other: number, depth: number): number {
    const [low, high] = this.peakOf(other) < this.peakOf(one) ? [other, one] : [one, other];
    if (depth < this.#neckRatio * this.peakOf(low)) return one;
    this.#parent[low] = high;
    return high;
  }
}

/** Gives each place, from the deepest on, to the basin of its deepest neighbour that has one. */
function flood(
  order: Int32Array,
  depth: Float32Array,
  size: Index3,
  labels: Int32Array,
  tree: BasinTree,
  pause: Pause,
): void {
  for (let n = 0; n < order.length; n += 1) {
    if (n % placesBetween === 0) pause();
    const at = order[n] as number;
    const alone = onlyLabel(at, labels, size);
    if (alone === 0) labels[at] = tree.begin(depth[at] as number) + 1;
    else if (alone > 0) labels[at] = tree.find(alone - 1) + 1;
    else labels[at] = basinAmong(at, labels, depth, size, tree) + 1;
  }
}

/** The label that all labelled ones of the 26 neighbours bear: most have but one. 0 for none, -1 for several. */
function onlyLabel(at: number, labels: Int32Array, [nx, ny, nz]: Index3): number {
  const plane = nx * ny;
  const k = Math.floor(at / plane);
  const j = Math.floor((at - k * plane) / nx);
  const i = at - nx * j - plane * k;
  const left = i > 0 ? -1 : 0;
  const width = (i < nx - 1 ? 1 : 0) - left;
  const bTo = j < ny - 1 ? nx : 0;
  const cTo = k < nz - 1 ? plane : 0;
  let only = 0;
  for (let c = k > 0 ? -plane : 0; c <= cTo; c += plane)
    for (let b = j > 0 ? -nx : 0; b <= bTo; b += nx) {
      const from = at + c + b + left;
      for (let beside = from; beside <= from + width; beside += 1) {
        const label = labels[beside] as number;
        if (label === 0 || label === only) continue;
        if (only !== 0) return -1;
        only = label;
      }
    }
  return only;
}

/** The basin of the deepest of the labelled neighbours, with which the others are joined where they may be. */
function basinAmong(
  at: number,
  labels: Int32Array,
  depth: Float32Array,
  [nx, ny, nz]: Index3,
  tree: BasinTree,
): number {
  const plane = nx * ny;
  const k = Math.floor(at / plane);
  const j = Math.floor((at - k * plane) / nx);
  const i = at - nx * j - plane * k;
  const touching: number[] = [];
  let best = -1;
  let bestDepth = -1;
  for (let c = Math.max(0, k - 1); c <= Math.min(nz - 1, k + 1); c += 1)
    for (let b = Math.max(0, j - 1); b <= Math.min(ny - 1, j + 1); b += 1)
      for (let a = Math.max(0, i - 1); a <= Math.min(nx - 1, i + 1); a += 1) {
        const beside = a + nx * b + plane * c;
        const label = labels[beside] as number;
        if (label === 0) continue;
        const root = tree.find(label - 1);
        if (!touching.includes(root)) touching.push(root);
        if ((depth[beside] as number) <= bestDepth) continue;
        bestDepth = depth[beside] as number;
        best = root;
      }
  for (const other of touching)
    if (tree.find(other) !== best) best = tree.meet(best, other, depth[at] as number);
  return best;
}

/** Places of the mask from the deepest to the shallowest, by counting sort; equal depths in order of place. */
function byDepth(mask: Uint8Array, depth: Float32Array): Int32Array {
  const places = placesOf(mask);
  let most = 0;
  for (let n = 0; n < places.length; n += 1) {
    const value = depth[places[n] as number] as number;
    if (value > most && value < Infinity) most = value;
  }
  const bins = Math.floor(most / stepMm) + 2;
  const bin = new Int32Array(places.length);
  const starts = new Int32Array(bins + 1);
  for (let n = 0; n < places.length; n += 1) {
    const own = bins - 1 - Math.min(bins - 1, Math.floor((depth[places[n] as number] as number) / stepMm));
    bin[n] = own;
    starts[own + 1] = (starts[own + 1] as number) + 1;
  }
  for (let n = 0; n < bins; n += 1) starts[n + 1] = (starts[n + 1] as number) + (starts[n] as number);
  const order = new Int32Array(places.length);
  for (let n = 0; n < places.length; n += 1) {
    const own = bin[n] as number;
    order[starts[own] as number] = places[n] as number;
    starts[own] = (starts[own] as number) + 1;
  }
  return order;
}

/** Numbers the basins that are left in order of their first place, and counts them. */
function numbered(labels: Int32Array, runs: Int32Array, tree: BasinTree): Basins['basins'] {
  const numbers = new Int32Array(tree.size);
  const basins: { voxels: number; radius: number }[] = [];
  const numberOf = (label: number): number => {
    const root = tree.find(label - 1);
    if (numbers[root] === 0) numbers[root] = basins.push({ voxels: 0, radius: tree.peakOf(root) });
    return numbers[root] as number;
  };
  for (let r = 0; r < runs.length; r += 2) {
    let [known, number] = [0, 0];
    for (let at = runs[r] as number; at <= (runs[r + 1] as number); at += 1) {
      const label = labels[at] as number;
      if (label !== known) [known, number] = [label, numberOf(label)];
      labels[at] = number;
      (basins[number - 1] as { voxels: number }).voxels += 1;
    }
  }
  return basins;
}

/** The widest place across which each two basins touch. */
function necksOf(
  labels: Int32Array,
  runs: Int32Array,
  depth: Float32Array,
  [nx, ny, nz]: Index3,
): Basins['necks'] {
  const plane = nx * ny;
  const width = new Map<string, { a: number; b: number; width: number }>();
  const meet = (at: number, other: number): void => {
    const [one, next] = [labels[at] as number, labels[other] as number];
    const [a, b] = [Math.min(one, next) - 1, Math.max(one, next) - 1];
    const key = `${a},${b}`;
    const neck = Math.min(depth[at] as number, depth[other] as number);
    const known = width.get(key);
    if (!known) width.set(key, { a, b, width: neck });
    else if (neck > known.width) known.width = neck;
  };
  for (let r = 0; r < runs.length; r += 2) {
    const first = runs[r] as number;
    const row = Math.floor(first / nx);
    const k = Math.floor(row / ny);
    const j = row - k * ny;
    const rowEnd = nx * (row + 1);
    for (let at = first; at <= (runs[r + 1] as number); at += 1) {
      const own = labels[at] as number;
      const right = at + 1 < rowEnd ? (labels[at + 1] as number) : 0;
      const back = j + 1 < ny ? (labels[at + nx] as number) : 0;
      const above = k + 1 < nz ? (labels[at + plane] as number) : 0;
      if (right !== 0 && right !== own) meet(at, at + 1);
      if (back !== 0 && back !== own) meet(at, at + nx);
      if (above !== 0 && above !== own) meet(at, at + plane);
    }
  }
  return [...width.values()];
}
