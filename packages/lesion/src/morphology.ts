import type { Vec3 } from '@calx/dicom';
import { depthWithin, distanceTo } from './distance-transform.ts';
import type { Index3 } from './grid.ts';
import { labelRuns } from './label-runs.ts';

/** A grid for masks, i fastest; one slice thick for an image. */
export interface Lattice {
  readonly size: Index3;
  readonly spacing: Vec3;
}

/**
 * The places whose value holds a condition. (`Uint8Array.from` with a function takes ten times as long: it goes by
 * the iterator.)
 */
export function maskOf(
  values: Float32Array | Float64Array | Uint8Array | Int16Array | Int32Array | Uint16Array,
  holds: (value: number, at: number) => boolean,
): Uint8Array {
  const mask = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at += 1) if (holds(values[at] as number, at)) mask[at] = 1;
  return mask;
}

/** The mask grown by a ball of a radius in mm. */
export function dilated(mask: Uint8Array, { size, spacing }: Lattice, radius: number): Uint8Array {
  return maskOf(distanceTo(mask, size, spacing), (distance) => distance <= radius);
}

/** The mask shrunk by a ball of a radius in mm; beyond the lattice counts as inside. */
export function eroded(mask: Uint8Array, { size, spacing }: Lattice, radius: number): Uint8Array {
  return maskOf(depthWithin(mask, size, spacing), (depth) => depth > radius);
}

/** Erosion, then dilation: parts thinner than twice the radius go. */
export function opened(mask: Uint8Array, lattice: Lattice, radius: number): Uint8Array {
  return dilated(eroded(mask, lattice, radius), lattice, radius);
}

/** Dilation, then erosion: gaps narrower than twice the radius close. */
export function closed(mask: Uint8Array, lattice: Lattice, radius: number): Uint8Array {
  return eroded(dilated(mask, lattice, radius), lattice, radius);
}

/** Voxels connected across faces to a set of seeds through those where `within` is set. */
export function connectedTo(seeds: readonly number[], within: Uint8Array, [nx, ny, nz]: Index3): Uint8Array {
  const found = new Uint8Array(within.length);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if (!within[at] || found[at]) return;
    found[at] = 1;
    stack.push(at);
  };
  seeds.forEach(visit);
  const plane = nx * ny;
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const i = at % nx;
    const k = Math.floor(at / plane);
    const j = Math.floor((at - k * plane) / nx);
    if (i > 0) visit(at - 1);
    if (i < nx - 1) visit(at + 1);
    if (j > 0) visit(at - nx);
    if (j < ny - 1) visit(at + nx);
    if (k > 0) visit(at - plane);
    if (k < nz - 1) visit(at + plane);
  }
  return found;
}

/** The face-connected part with the most voxels; nothing where the mask is empty. */
export function largestPart(mask: Uint8Array, size: Index3): Uint8Array {
  const { components, runs } = labelRuns(mask, size, 1, 1);
  let best = -1;
  for (const { label, voxels } of components) {
    if (best < 0 || voxels > (components[best]?.voxels ?? 0)) best = label;
  }
  const part = new Uint8Array(mask.length);
  for (let r = 0; r < runs.label.length; r += 1) {
    if (runs.label[r] !== best) continue;
    const row = size[0] * (runs.line[r] as number);
    part.fill(1, row + (runs.start[r] as number), row + (runs.end[r] as number) + 1);
  }
  return part;
}
