import { NO_BASIS, writtenBasis } from './basis.ts';
import type { EngineParameters } from './parameters.ts';
import type { ProfileLine } from './profiles.ts';
import type { Tally } from './tallies.ts';
import type { Basis } from './types.ts';

/** A Dirichlet posterior over the values of one variable in one diagnosis. */
export interface CategoryBelief {
  /** Expected share of patients by value; sums to 1. */
  readonly share: ReadonlyMap<string, number>;
  /** Total concentration, in patients. */
  readonly patients: number;
  /** The same by what it comes from. */
  readonly basis: Basis;
}

/** Evidence for one variable in one diagnosis, before the background is added. */
export interface CategoryEvidence {
  readonly values: readonly string[];
  /** The profile's shares, what they are worth in patients, and the sources they were drawn from. */
  readonly profile?: Pick<ProfileLine, 'grade' | 'sources'> & {
    readonly values: Readonly<Record<string, number>>;
    readonly strength: number;
  };
  readonly tallies: readonly Tally[];
  /** Published cases by value. */
  readonly cases: ReadonlyMap<string, number>;
}

/**
 * Worth of a series of n patients when series differ from each other by more than chance: it saturates at
 * `ceiling` (the beta-binomial effective size n (c + 1) / (n + c)).
 */
export function effectiveSize(n: number, ceiling: number): number {
  return n <= 0 ? 0 : (n * (ceiling + 1)) / (n + ceiling);
}

/**
 * Combines profile, counted series, words and published cases with a background of weak weight.
 * Patients of a series that showed a value the source does not list are spread over the unlisted values
 * in proportion to what is otherwise known (one expectation step for incomplete multinomial counts).
 */
export function categoryBelief(
  evidence: CategoryEvidence,
  background: ReadonlyMap<string, number>,
  parameters: EngineParameters,
): CategoryBelief {
  const { values, profile, tallies, cases } = evidence;
  const alpha = new Map<string, number>();
  const basis = { ...NO_BASIS, background: parameters.backgroundStrength };
  const add = (value: string, amount: number) => alpha.set(value, (alpha.get(value) ?? 0) + amount);
  for (const value of values) add(value, parameters.backgroundStrength * (background.get(value) ?? 0));
  if (profile) {
    const sum = total(values.map((value) => profile.values[value] ?? 0));
    if (sum > 0) {
      Object.assign(basis, writtenBasis(profile, profile.strength));
      for (const value of values) add(value, (profile.strength * (profile.values[value] ?? 0)) / sum);
    }
  }
  for (const [value, count] of cases) {
    add(value, count * parameters.caseStrength);
    basis.cases += count * parameters.caseStrength;
  }
  const known = new Map(alpha);
  for (const { counts, n, reading } of tallies) {
    if (counts.size === 0) continue;
    const size = parameters.readingTrust[reading] * effectiveSize(n, parameters.figureCeiling);
    const shares = new Map([...counts].map(([value, k]) => [value, k / n]));
    spread(values, shares, known, size, add);
    basis.counted += size;
  }
  for (const { source, quantifiers } of tallies) {
    // The word of a source that the profile cites is in the profile's share already.
    if (profile?.sources.includes(source)) continue;
    for (const [value, word] of quantifiers) {
      const share = parameters.quantifierShare[word];
      if (share === undefined) continue;
      spread(values, new Map([[value, share]]), known, parameters.quantifierStrength, add);
      basis.words += parameters.quantifierStrength;
    }
  }
  const patients = total([...alpha.values()]);
  const share = new Map(values.map((value) => [value, (alpha.get(value) ?? 0) / patients]));
  return { share, patients, basis };
}

function spread(
  values: readonly string[],
  shares: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, number>,
  size: number,
  add: (value: string, amount: number) => void,
): void {
  const listed = total(values.map((value) => shares.get(value) ?? 0));
  if (listed > 1) {
    for (const value of values) add(value, (size * (shares.get(value) ?? 0)) / listed);
    return;
  }
  const unlisted = values.filter((value) => !shares.has(value));
  const mass = total(unlisted.map((value) => known.get(value) ?? 0));
  for (const [value, share] of shares) if (values.includes(value)) add(value, size * share);
  for (const value of unlisted) {
    const part = mass > 0 ? (known.get(value) ?? 0) / mass : 1 / unlisted.length;
    add(value, size * (1 - listed) * part);
  }
}

function total(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}
