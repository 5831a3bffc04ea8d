import type { Vec3 } from '@calx/dicom';
import type { Index3, Region } from './grid.ts';

/** Voxel values on a grid; a whole volume or a region. */
type Values = Pick<Region, 'size' | 'spacing' | 'values'>;

/** Samples a mm along the line. */
const samplesPerMm = 20;
/** Voxel edges (longest) by which the line is drawn out into either side, to find their plateaus. */
const insideSteps = 2;

/** Where the line from a lesion voxel to a bone voxel leaves the one and enters the other, as index positions. */
export interface SurfaceGap {
  readonly distance: number;
  readonly ends: readonly [Vec3, Vec3];
  /** Lowest value between the two voxels. */
  readonly lowest: number;
}

/**
 * The gap between two surfaces along a line, to a fraction of a voxel. Each surface lies half way in density between
 * its plateau and the lowest value beside it: the edge of a blurred step (full width at half maximum). It is sought at
 * its own voxel, for what lies further out (muscle beside faint mineral) may be as dense as half the step.
 */
export function surfaceGap(region: Values, from: Index3, to: Index3): SurfaceGap {
  const { spacing } = region;
  const length = Math.hypot(...to.map((x, axis) => (x - (from[axis] ?? 0)) * (spacing[axis] ?? 1)));
  if (length === 0) return { distance: 0, ends: [from, to], lowest: valueAt(region, from) };
  const beyond = (insideSteps * Math.max(...spacing)) / length;
  const steps = Math.ceil(length * (1 + 2 * beyond) * samplesPerMm);
  const line = new Float64Array(steps + 1);
  for (let n = 0; n <= steps; n += 1) line[n] = -beyond + ((1 + 2 * beyond) * n) / steps;
  const along = valuesAlong(region, from, to, line);
  const beside = Math.max(1, Math.round((steps * beyond) / (1 + 2 * beyond)));
  let middle = beside;
  for (let n = beside; n <= steps - beside; n += 1)
    if ((along[n] as number) < (along[middle] as number)) middle = n;
  const leaves = line[edgeFrom(along, beside, 1, middle, beside)] as number;
  const enters = line[edgeFrom(along, steps - beside, -1, middle, beside)] as number;
  return {
    distance: Math.max(0, enters - leaves) * length,
    ends: [mix(from, to, leaves), mix(from, to, enters)],
    lowest: along[middle] as number,
  };
}

/**
 * The last sample of a body going outwards (`way`) from the sample of its own voxel. Its plateau is looked for
 * `beside` samples inwards, what lies beside it as many outwards, but not past the `middle` of the gap.
 */
function edgeFrom(along: Float64Array, own: number, way: 1 | -1, middle: number, beside: number): number {
  const value = (n: number): number => along[n] as number;
  const out = Math.min(beside, Math.abs(middle - own));
  let [peak, lowest] = [-Infinity, Infinity];
  for (let n = 0; n <= beside; n += 1) peak = Math.max(peak, value(own - way * n));
  for (let n = 0; n <= out; n += 1) lowest = Math.min(lowest, value(own + way * n));
  const half = (peak + lowest) / 2;
  let at = own;
  if (value(own) >= half) {
    while (at !== own + way * out && value(at + way) >= half) at += way;
  } else {
    // The voxel lies on the slope of a denser body: its edge is further in.
    while (at !== own - way * beside && value(at) < half) at -= way;
  }
  return at;
}

/**
 * Where the line from a voxel of a body towards a place leaves the body, as an index position: half way in density
 * between its plateau and the lowest value within `insideSteps` outside.
 */
export function edgeAlong(region: Values, from: Index3, to: Vec3): Vec3 {
  const { spacing } = region;
  const length = Math.hypot(...to.map((x, axis) => (x - (from[axis] ?? 0)) * (spacing[axis] ?? 1)));
  if (length === 0) return from;
  const reach = Math.min(length, insideSteps * Math.max(...spacing));
  const steps = Math.ceil(reach * samplesPerMm);
  const at = (n: number): Vec3 => mix(from, to, ((n / steps) * reach) / length);
  let [peak, lowest] = [-Infinity, Infinity];
  for (let n = -steps; n <= 0; n += 1) peak = Math.max(peak, valueAt(region, at(n)));
  for (let n = 0; n <= steps; n += 1) lowest = Math.min(lowest, valueAt(region, at(n)));
  const edge = (peak + lowest) / 2;
  for (let n = 0; n <= steps; n += 1) if (valueAt(region, at(n)) < edge) return at(n);
  return from;
}

const mix = (a: Vec3, b: Vec3, t: number): Vec3 => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
  a[2] + (b[2] - a[2]) * t,
];

/** Trilinear value at an index position; the border is repeated outwards. */
function valueAt(region: Values, [x, y, z]: Vec3): number {
  return trilinear(region, x, y, z);
}

/** The values at parts of the way between two places. */
function valuesAlong(region: Values, from: Vec3, to: Vec3, parts: Float64Array): Float64Array {
  const found = new Float64Array(parts.length);
  const [x, y, z] = from;
  const [u, v, w] = [to[0] - x, to[1] - y, to[2] - z];
  for (let n = 0; n < found.length; n += 1) {
    const t = parts[n] as number;
    found[n] = trilinear(region, x + u * t, y + v * t, z + w * t);
  }
  return found;
}

function trilinear({ size, values }: Values, x: number, y: number, z: number): number {
  const [nx, ny, nz] = size;
  const i = Math.min(Math.max(x, 0), nx - 1);
  const j = Math.min(Math.max(y, 0), ny - 1);
  const k = Math.min(Math.max(z, 0), nz - 1);
  const a = Math.floor(i);
  const b = Math.floor(j);
  const c = Math.floor(k);
  const right = a + 1 < nx ? 1 : 0;
  const down = b + 1 < ny ? nx : 0;
  const on = c + 1 < nz ? nx * ny : 0;
  const at = a + nx * (b + ny * c);
  const near = onPlane(values, at, right, down, i - a, j - b);
  return near + (k - c) * (onPlane(values, at + on, right, down, i - a, j - b) - near);
}

/** The value between four voxels of a plane, u and v of the way along. */
function onPlane(
  values: Values['values'],
  at: number,
  right: number,
  down: number,
  u: number,
  v: number,
): number {
  const near = between(values, at, right, u);
  return near + v * (between(values, at + down, right, u) - near);
}

const between = (values: Values['values'], at: number, step: number, u: number): number =>
  (values[at] as number) + u * ((values[at + step] as number) - (values[at] as number));
