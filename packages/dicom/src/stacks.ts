import type { FrameHeader } from './frames.ts';
import type { ImageHeader, Instance } from './instance.ts';
import { STACK_RULES } from './stack-rules.ts';
import { Tag } from './tags.ts';
import type { Vec3 } from './types.ts';
import { cross, dot, unit } from './vector.ts';

/** One frame of one instance as a candidate slice. */
export interface Slice {
  readonly instance: Instance;
  /** 0-based. */
  readonly frame: number;
  readonly header: FrameHeader;
  readonly image: ImageHeader;
  /** mm along the normal of the stack. */
  readonly location: number;
}

/** Slices of one size, spacing and orientation, sorted along the normal. */
export interface Stack {
  readonly slices: readonly Slice[];
  readonly localizer: boolean;
  /** Unit normal, row x column direction; absent without orientation. */
  readonly normal?: Vec3;
  /** What told this stack from another at the same positions (`EchoTime` 42.5). */
  readonly dimension?: { readonly keyword: string; readonly value: number | string };
}

type Candidate = Omit<Slice, 'location'>;

/** Projection images in a CT or MR series (scout, Surview, topogram): PS3.3 C.8.2.1.1.1 value 3. */
export function isLocalizer(image: ImageHeader): boolean {
  return image.type.some((value) => value.toUpperCase() === 'LOCALIZER');
}

function near(a: readonly number[], b: readonly number[], tolerance: number): boolean {
  return a.length === b.length && a.every((value, i) => Math.abs(value - (b[i] ?? NaN)) <= tolerance);
}

function sameGrid(a: Candidate, b: Candidate): boolean {
  if (a.image.rows !== b.image.rows || a.image.columns !== b.image.columns) return false;
  if (a.image.samplesPerPixel !== b.image.samplesPerPixel) return false;
  if (isLocalizer(a.image) !== isLocalizer(b.image)) return false;
  if (a.instance.frameOfReferenceUID !== b.instance.frameOfReferenceUID) return false;
  const spacing = [a.header.pixelSpacing ?? [], b.header.pixelSpacing ?? []] as const;
  const orientation = [a.header.orientation?.flat() ?? [], b.header.orientation?.flat() ?? []] as const;
  return (
    near(spacing[0], spacing[1], STACK_RULES.pixelSpacing * Math.abs(spacing[0][0] ?? 0)) &&
    near(orientation[0], orientation[1], STACK_RULES.orientation)
  );
}

function located(candidate: Candidate, normal: Vec3 | undefined): Slice {
  const { position } = candidate.header;
  return { ...candidate, location: position && normal ? dot(position, normal) : 0 };
}

/** Order that depends on the images alone: location, then instance number, frame and UID. */
function compare(a: Slice, b: Slice): number {
  return (
    a.location - b.location ||
    (a.instance.instanceNumber ?? 0) - (b.instance.instanceNumber ?? 0) ||
    a.frame - b.frame ||
    (a.instance.sopInstanceUID < b.instance.sopInstanceUID ? -1 : 1)
  );
}

function assemble(candidates: readonly Candidate[]): Stack {
  const orientation = candidates[0]?.header.orientation;
  const normal = orientation && unit(cross(orientation[0], orientation[1]));
  const usable = normal && normal.every(Number.isFinite) ? normal : undefined;
  const slices = candidates.map((candidate) => located(candidate, usable)).sort(compare);
  const localizer = candidates.some((candidate) => isLocalizer(candidate.image));
  return { slices, localizer, ...(usable ? { normal: usable } : {}) };
}

/** Pairs of neighbouring slices at one position. */
export function duplicatePairs(stack: Stack): readonly (readonly [Slice, Slice])[] {
  return stack.slices.flatMap((slice, i) => {
    const next = stack.slices[i + 1];
    if (!slice.header.position || !next?.header.position) return [];
    return next.location - slice.location < STACK_RULES.samePosition ? [[slice, next] as const] : [];
  });
}

function compareDimension(a: Stack, b: Stack): number {
  const [x, y] = [a.dimension?.value ?? '', b.dimension?.value ?? ''];
  return typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1;
}

/** Split by the first dimension whose every value fills each position once (echoes, phases). */
function splitByDimension(stack: Stack): readonly Stack[] {
  if (!stack.normal || duplicatePairs(stack).length === 0) return [stack];
  const keywords = new Set(stack.slices.flatMap((slice) => Object.keys(slice.header.dimensions)));
  for (const keyword of keywords) {
    const groups = new Map<number | string, Slice[]>();
    for (const slice of stack.slices) {
      const value = slice.header.dimensions[keyword] ?? '';
      groups.set(value, [...(groups.get(value) ?? []), slice]);
    }
    const parts = [...groups].map(([value, slices]): Stack => ({
      ...stack,
      slices,
      dimension: { keyword, value },
    }));
    if (parts.length > 1 && parts.every((part) => duplicatePairs(part).length === 0)) {
      return parts.sort(compareDimension);
    }
  }
  return splitByTime(stack) ?? [stack];
}

/** Time of acquisition, `HHMMSS.FFFFFF` as a number. */
function acquiredAt({ instance }: Slice): number {
  return Number(instance.dataset.text(Tag.AcquisitionTime)?.replaceAll(':', '') ?? NaN);
}

/**
 * Phases acquired one after the other: every position is filled as often, and all images of one phase come before all
 * of the next.
 */
function splitByTime(stack: Stack): readonly Stack[] | undefined {
  const positions = stack.slices.length - duplicatePairs(stack).length;
  const phases = stack.slices.length / positions;
  const times = new Map(stack.slices.map((slice) => [slice, acquiredAt(slice)]));
  if (!Number.isInteger(phases) || [...times.values()].some(Number.isNaN)) return undefined;
  const timeOf = (slice: Slice | undefined): number => (slice ? (times.get(slice) ?? NaN) : NaN);
  const inOrder = [...stack.slices].sort((a, b) => timeOf(a) - timeOf(b));
  const parts = Array.from({ length: phases }, (_, n) => inOrder.slice(n * positions, (n + 1) * positions));
  const apart = parts.every((part, n) => n === 0 || timeOf(parts[n - 1]?.at(-1)) < timeOf(part[0]));
  if (!apart) return undefined;
  const stacks = parts.map((part): Stack => ({
    ...stack,
    slices: [...part].sort(compare),
    dimension: { keyword: 'AcquisitionTime', value: timeOf(part[0]) },
  }));
  return stacks.every((part) => duplicatePairs(part).length === 0) ? stacks : undefined;
}

/**
 * The stacks of a series, largest first, localizers last; the order of the input does not matter.
 */
export function stacksOf(instances: readonly Instance[]): readonly Stack[] {
  const groups: Candidate[][] = [];
  for (const instance of instances) {
    const { image } = instance;
    if (!image) continue;
    instance.frames.forEach((header, frame) => {
      const candidate = { instance, frame, header, image };
      const group = groups.find(([first]) => first !== undefined && sameGrid(first, candidate));
      if (group) group.push(candidate);
      else groups.push([candidate]);
    });
  }
  return groups
    .map(assemble)
    .flatMap(splitByDimension)
    .sort((a, b) => Number(a.localizer) - Number(b.localizer) || b.slices.length - a.slices.length);
}
