import { cropTo } from '../grid.ts';
import { dilated } from '../morphology.ts';
import { bloomingOf, type Blooming, type Referenced } from './blooming.ts';
import { enhancementOf, type Enhancement } from './enhancement.ts';
import type { FoundLesion } from './found-lesion.ts';
import { levelIn } from './levels.ts';
import type { MuscleReference } from './muscle.ts';
import { MrError, type MrProblem, type MrRefusal } from './refusal.ts';
import type { MrRules } from './rules.ts';
import { carriedTo, type MaskedRegion, type MrSequence, type SpatialMask } from './sequence.ts';
import type { SignalMeasurement } from './signal.ts';
import { strandsIn, type Strands } from './strands.ts';

/** One sequence with the lesion, the muscle and the signal on it. */
export interface Reading {
  readonly sequence: MrSequence;
  readonly lesion: MaskedRegion;
  readonly muscle: MuscleReference;
  readonly signal: SignalMeasurement;
}

/** What is asked of particular sequences; null where it was not assessable. */
export interface Answers {
  readonly strands: Strands | null;
  readonly fluidLevel: boolean | null;
  readonly enhancement: Enhancement | null;
  readonly blooming: Blooming | null;
  /** What was clicked is a part of a larger mass: the tissue about it enhances too. */
  readonly partial: boolean;
}

/** Strands, levels, enhancement and blooming; each that can't be answered adds a refusal that says what lacks. */
export function answersOf(
  readings: readonly Reading[],
  source: SpatialMask,
  rule: FoundLesion['rule'],
  rules: MrRules,
  refuse: (where: string, code: MrProblem, params?: MrRefusal['params']) => void,
): Answers {
  const blooming = bloomingAmong(readings, source, rules);
  if (!blooming) refuse('gre_blooming', 'noGradientEcho');
  if (rule === 'sample') {
    refuse('enhancement', 'partOnly');
    return { strands: null, fluidLevel: null, enhancement: null, blooming, partial: false };
  }
  const t2 = withRole(readings, 'mr-t2', 'mr-t2-fs');
  const level =
    t2 && levelIn(t2.sequence, levelRegion(t2, source, rule, readings, rules), t2.signal.muscle.mean, rules);
  let partial = false;
  const enhancement = enhancementAmong(readings, source, rule, rules, (where, code, params) => {
    partial ||= code === 'enhancesBeyond';
    refuse(where, code, params);
  });
  return {
    strands: t2 ? strandsIn(t2.lesion, t2.signal, rules) : null,
    fluidLevel: level ?? null,
    enhancement,
    blooming,
    partial,
  };
}

/** Where a level is looked for: a region that was grown over sediment ends at the fluid above it. */
function levelRegion(
  t2: Reading,
  source: SpatialMask,
  rule: FoundLesion['rule'],
  readings: readonly Reading[],
  rules: MrRules,
): MaskedRegion {
  if (rule !== 'click') return t2.lesion;
  return carriedTo(t2.sequence.volume, widened(source, readings, rules.level.widening), 1) ?? t2.lesion;
}

/** The first reading of the first of these roles that there is. */
function withRole(readings: readonly Reading[], ...roles: readonly string[]): Reading | undefined {
  return roles
    .map((role) => readings.find(({ sequence }) => sequence.role === role))
    .find((reading) => reading !== undefined);
}

function bloomingAmong(readings: readonly Reading[], source: SpatialMask, rules: MrRules): Blooming | null {
  const gradientEcho = withRole(readings, 'mr-t2-star');
  const comparison = withRole(readings, 'mr-t2', 'mr-pd', 'mr-t1', 'mr-t2-fs', 'mr-pd-fs');
  if (!gradientEcho || !comparison) return null;
  const referenced = ({ sequence, signal }: Reading): Referenced => ({
    sequence,
    muscle: signal.muscle.mean,
  });
  return bloomingOf(referenced(gradientEcho), referenced(comparison), source, rules);
}

/** The lesion's region with all within some mm of it, on its own series. */
function widened(source: SpatialMask, readings: readonly Reading[], by: number): SpatialMask {
  const volume = readings.find(({ sequence }) => sequence.volume === source.geometry)?.sequence.volume;
  const there = volume && carriedTo(volume, source, by + 1);
  if (!volume || !there) return source;
  const mask = dilated(there.mask, there.region, by);
  const part = cropTo(there.region, mask, 0);
  return { geometry: volume, region: part.region, mask: part.crop(mask) };
}

function enhancementAmong(
  readings: readonly Reading[],
  source: SpatialMask,
  rule: FoundLesion['rule'],
  rules: MrRules,
  refuse: (where: string, code: MrProblem, params?: MrRefusal['params']) => void,
): Enhancement | null {
  const after = withRole(readings, 'mr-t1-post');
  if (!after) {
    refuse('enhancement', 'missingContrast');
    return null;
  }
  const befores = readings.filter(
    ({ sequence }) => sequence.role === 'mr-t1' || sequence.role === 'mr-t1-fs',
  );
  const like = ({ sequence }: Reading): boolean => sequence.fatSuppressed === after.sequence.fatSuppressed;
  const before = befores.find(like) ?? befores[0];
  if (!before) {
    refuse('enhancement', 'missingBefore', { name: after.sequence.name });
    return null;
  }
  if (rule === 'carried') {
    refuse('enhancement', 'calcifiedPart');
    return null;
  }
  // A region grown over like signal stops short of its rim.
  const lesion = rule === 'click' ? widened(source, readings, rules.enhancement.widening) : source;
  try {
    return enhancementOf(before.sequence, after.sequence, lesion, before.muscle, rules, rule === 'mask');
  } catch (error) {
    if (!(error instanceof MrError)) throw error;
    refuse('enhancement', error.code, { name: after.sequence.name, ...error.params });
    return null;
  }
}
