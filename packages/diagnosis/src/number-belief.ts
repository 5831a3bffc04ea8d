import type { Figure } from '@calx/knowledge';
import { NO_BASIS, patientsOf, writtenBasis } from './basis.ts';
import { normalQuantile } from './mathematics.ts';
import { effectiveSize } from './category-belief.ts';
import type { EngineParameters, NumberScale } from './parameters.ts';
import type { Percentiles, ProfileLine } from './profiles.ts';
import type { NumberSummary } from './tallies.ts';
import type { Basis } from './types.ts';

/** A density over one number in one diagnosis, tabulated on its scale. */
export interface NumberBelief {
  readonly scale: NumberScale;
  /** Density at equally spaced points from min to max (on the scale); integrates to 1 over [0, 1]. */
  readonly density: Float64Array;
  readonly patients: number;
  /** The patients by what they come from. */
  readonly basis: Basis;
}

const POINTS = 128;
/** 95th percentile of the standard normal distribution. */
const Z95 = 1.6448536269514722;

/** A two-piece normal distribution: a different spread below and above its mode. */
interface TwoPiece {
  readonly centre: number;
  readonly below: number;
  readonly above: number;
  readonly weight: number;
}

/** Position of a number on its scale, 0 at `min` and 1 at `max`; outside values stay at the ends. */
export function position(value: number, scale: NumberScale): number {
  const bounded = Math.min(Math.max(value, scale.min), scale.max);
  return scale.scale === 'log'
    ? Math.log(bounded / scale.min) / Math.log(scale.max / scale.min)
    : (bounded - scale.min) / (scale.max - scale.min);
}

/** Width of the kernel of one case as a part of the scale. */
function kernelWidth(scale: NumberScale): number {
  return scale.scale === 'log'
    ? scale.bandwidth / Math.log(scale.max / scale.min)
    : scale.bandwidth / (scale.max - scale.min);
}

/**
 * Mixes the profile's percentiles, published summaries and cases (a kernel each) with a uniform background.
 * Each part weighs what it is worth in patients.
 */
export function numberBelief(
  scale: NumberScale,
  profile: (Percentiles & Pick<ProfileLine, 'grade' | 'sources'> & { readonly strength: number }) | undefined,
  summaries: readonly NumberSummary[],
  cases: readonly number[],
  parameters: EngineParameters,
): NumberBelief {
  const parts: TwoPiece[] = [];
  const basis = { ...NO_BASIS, background: parameters.backgroundStrength };
  const floor = kernelWidth(scale) / 2;
  if (profile) {
    parts.push(fromPercentiles(profile, profile.strength, scale, floor));
    Object.assign(basis, writtenBasis(profile, profile.strength));
  }
  for (const { figure, reading } of summaries) {
    const part = fromSummary(figure, scale, floor, parameters);
    if (!part) continue;
    const weight = part.weight * parameters.readingTrust[reading];
    parts.push({ ...part, weight });
    // Without a number of patients a mean is the source's word.
    basis[figure.n === undefined ? 'words' : 'counted'] += weight;
  }
  for (const value of cases) {
    const width = kernelWidth(scale);
    parts.push({
      centre: position(value, scale),
      below: width,
      above: width,
      weight: parameters.caseStrength,
    });
    basis.cases += parameters.caseStrength;
  }
  const patients = patientsOf(basis);
  const density = new Float64Array(POINTS).fill(parameters.backgroundStrength);
  for (const part of parts) addPart(density, part);
  for (let i = 0; i < POINTS; i++) density[i] = (density[i] ?? 0) / patients;
  return { scale, density, patients, basis };
}

/** The mean of one kernel a value, tabulated like a belief; integrates to 1 over [0, 1]. */
export function kernelDensity(scale: NumberScale, values: readonly number[]): Float64Array {
  const width = kernelWidth(scale);
  const density = new Float64Array(POINTS);
  for (const value of values) {
    addPart(density, {
      centre: position(value, scale),
      below: width,
      above: width,
      weight: 1 / values.length,
    });
  }
  return density;
}

function addPart(density: Float64Array, part: TwoPiece): void {
  const values = new Float64Array(POINTS);
  let sum = 0;
  for (let i = 0; i < POINTS; i++) {
    const x = i / (POINTS - 1);
    const z = (x - part.centre) / (x < part.centre ? part.below : part.above);
    values[i] = Math.exp(-0.5 * z * z);
    sum += values[i] ?? 0;
  }
  const factor = (part.weight * POINTS) / sum;
  for (let i = 0; i < POINTS; i++) density[i] = (density[i] ?? 0) + factor * (values[i] ?? 0);
}

function fromPercentiles(p: Percentiles, weight: number, scale: NumberScale, floor: number): TwoPiece {
  const centre = position(p.median, scale);
  return {
    centre,
    below: Math.max(floor, (centre - position(p.p5, scale)) / Z95),
    above: Math.max(floor, (position(p.p95, scale) - centre) / Z95),
    weight,
  };
}

/**
 * A published mean or median with its spread. From a range of n patients the standard deviation is
 * range / (2 z((n - 0.375) / (n + 0.25))) (Wan et al. 2014, doi:10.1186/1471-2288-14-135).
 */
function fromSummary(
  figure: Figure,
  scale: NumberScale,
  floor: number,
  parameters: EngineParameters,
): TwoPiece | undefined {
  const { n, mean, sd, min, max } = figure;
  const middle = figure.median ?? mean;
  if (middle === undefined) return undefined;
  const weight = n === undefined ? parameters.quantifierStrength : effectiveSize(n, parameters.figureCeiling);
  const centre = position(middle, scale);
  if (sd !== undefined) {
    const below = Math.max(floor, centre - position(middle - sd, scale));
    return { centre, below, above: Math.max(floor, position(middle + sd, scale) - centre), weight };
  }
  if (min === undefined || max === undefined) return undefined;
  const z = normalQuantile(((n ?? 2) - 0.375) / ((n ?? 2) + 0.25));
  return {
    centre,
    below: Math.max(floor, (centre - position(min, scale)) / z),
    above: Math.max(floor, (position(max, scale) - centre) / z),
    weight,
  };
}

/** Density (or what else is tabulated) of a number on its scale, by linear interpolation. */
export function densityAt(belief: Pick<NumberBelief, 'scale' | 'density'>, value: number): number {
  const x = position(value, belief.scale) * (POINTS - 1);
  const low = Math.min(POINTS - 2, Math.floor(x));
  const part = x - low;
  return (1 - part) * (belief.density[low] ?? 0) + part * (belief.density[low + 1] ?? 0);
}
