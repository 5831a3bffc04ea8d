import type { Release } from '@calx/knowledge';
import type { ProfileLine } from './profiles.ts';
import type { Grade } from './types.ts';

type Shares = Readonly<Record<string, number>>;

/** How common a value is in people of an age, whatever their lesion. */
interface Band {
  /** Age in years from which it holds, up to the next band. */
  readonly from: number;
  readonly values: Shares;
}

interface PopulationFile {
  readonly variable: string;
  readonly grade: Grade;
  /** Where the age is unknown. */
  readonly values: Shares;
  readonly sources: readonly string[];
  readonly because?: string;
  readonly bands?: readonly Band[];
}

/** A line that holds for every diagnosis whose own profile is silent about the variable. */
export interface PopulationLine extends ProfileLine {
  readonly values: Shares;
  readonly bands: readonly Band[];
}

/** The frequencies of `knowledge/background` by variable: risk factors and laboratory values of everybody else. */
export function readPopulation(release: Release): ReadonlyMap<string, PopulationLine> {
  return new Map(
    (Object.values(release.background) as PopulationFile[]).map((file): [string, PopulationLine] => [
      file.variable,
      { ...file, bands: file.bands ?? [] },
    ]),
  );
}

/** A profile with the population's lines where it has none of its own. */
export function withPopulation(
  profile: ReadonlyMap<string, ProfileLine>,
  population: ReadonlyMap<string, PopulationLine>,
): ReadonlyMap<string, ProfileLine> {
  return new Map([...population, ...profile]);
}
