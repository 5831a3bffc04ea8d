import type { Release } from '@calx/knowledge';
import type { Reading } from './tallies.ts';
import type { Grade } from './types.ts';

/** Findings that repeat each other: the most telling counts in full, each further one `repeat` times the last. */
export interface DependenceGroup {
  readonly id: string;
  readonly variables: readonly string[];
  readonly repeat: number;
}

export interface PresentingFinding {
  readonly variable: string;
  readonly value: string;
}

export interface NumberScale {
  readonly scale: 'linear' | 'log';
  readonly min: number;
  readonly max: number;
  /** Standard deviation of the kernel of one published case, on the scale. */
  readonly bandwidth: number;
}

/** The engine's numbers, from `knowledge/engine`. Strengths are in patients. */
export interface EngineParameters {
  readonly profileStrength: Readonly<Record<Grade, number>>;
  readonly backgroundStrength: number;
  readonly figureCeiling: number;
  readonly quantifierStrength: number;
  /** Part of a figure's patients that counts, by how it was read. */
  readonly readingTrust: Readonly<Record<Reading, number>>;
  readonly caseStrength: number;
  readonly casePriorStrength: number;
  /** Weight of the written presentations beside everything else; 1 is as much. */
  readonly presentationWeight: number;
  /** Patients of the pack's background among the presentations of a diagnosis. */
  readonly presentationSmoothing: number;
  readonly possibleConfidence: number;
  /** Calibration of the log likelihoods in the pack. */
  readonly temperature: number;
  /** Power to which the forms of a diagnosis compete: above 1 the form that explains best counts for more. */
  readonly formSharpness: number;
  readonly noneOfThesePrior: number;
  /** Part of the background under "none of these" that is spread evenly over all values. */
  readonly noneOfTheseEven: number;
  readonly maximumLogSd: number;
  readonly draws: number;
  readonly intervalLevel: number;
  /** Draws of an act's answers. */
  readonly actDraws: number;
  /** A finding offered as a change must be at least this common in the challenger. */
  readonly plausibleShare: number;
  /** Histology disagrees with imaging that gave its leader less than this. */
  readonly disagreement: number;
  readonly dependence: readonly DependenceGroup[];
  /** Part of a published case that counts as a negative of the variable when the case is silent about it. */
  readonly reportedWhenPresent: ReadonlyMap<string, number>;
  /** Findings that brought the patient into the pack; they tell nothing further. */
  readonly presentingFindings: Readonly<Record<string, readonly PresentingFinding[]>>;
  readonly numbers: Readonly<Record<string, NumberScale>>;
  readonly quantifierShare: Readonly<Record<string, number>>;
}

interface Sourced {
  readonly value: number;
}
interface ParametersFile {
  readonly profile_strength: Readonly<Record<Grade, Sourced>>;
  readonly background_strength: Sourced;
  readonly figure_ceiling: Sourced;
  readonly quantifier_strength: Sourced;
  readonly reading_trust: Readonly<Record<Exclude<Reading, 'printed'>, Sourced>>;
  readonly case_strength: Sourced;
  readonly case_prior_strength: Sourced;
  readonly presentation_weight: Sourced;
  readonly presentation_smoothing: Sourced;
  readonly possible_confidence: Sourced;
  readonly temperature: Sourced & { readonly packs: Readonly<Record<string, Sourced>> };
  readonly form_sharpness: Sourced;
  readonly none_of_these_prior: Sourced;
  readonly none_of_these_even: Sourced;
  readonly maximum_log_sd: Sourced;
  readonly draws: Sourced;
  readonly interval_level: Sourced;
  readonly act_draws: Sourced;
  readonly plausible_share: Sourced;
  readonly disagreement: Sourced;
  readonly dependence: readonly { id: string; variables: readonly string[]; repeat: Sourced }[];
  readonly reported_when_present: readonly { variables: readonly string[]; part: Sourced }[];
}
interface PacksFile {
  readonly presenting_findings: Readonly<Record<string, readonly PresentingFinding[]>>;
}
type NumbersFile = Readonly<Record<string, Omit<NumberScale, 'bandwidth'> & { bandwidth: Sourced }>>;
interface ScaleFile {
  readonly scale: Readonly<Record<string, { share: number }>>;
}

/** The parameters of a release for one pack. */
export function readParameters(release: Release, pack: string): EngineParameters {
  const file = release.engine.parameters as ParametersFile;
  const numbers = release.engine.numbers as NumbersFile;
  const { scale } = release.quantifiers.scale as ScaleFile;
  const grade = file.profile_strength;
  const trust = file.reading_trust;
  return {
    profileStrength: {
      counted: grade.counted.value,
      stated: grade.stated.value,
      assumed: grade.assumed.value,
    },
    backgroundStrength: file.background_strength.value,
    figureCeiling: file.figure_ceiling.value,
    quantifierStrength: file.quantifier_strength.value,
    readingTrust: {
      printed: 1,
      abstract: trust.abstract.value,
      rounded: trust.rounded.value,
      inferred: trust.inferred.value,
    },
    caseStrength: file.case_strength.value,
    casePriorStrength: file.case_prior_strength.value,
    presentationWeight: file.presentation_weight.value,
    presentationSmoothing: file.presentation_smoothing.value,
    possibleConfidence: file.possible_confidence.value,
    temperature: (file.temperature.packs[pack] ?? file.temperature).value,
    formSharpness: file.form_sharpness.value,
    noneOfThesePrior: file.none_of_these_prior.value,
    noneOfTheseEven: file.none_of_these_even.value,
    maximumLogSd: file.maximum_log_sd.value,
    draws: file.draws.value,
    intervalLevel: file.interval_level.value,
    actDraws: file.act_draws.value,
    plausibleShare: file.plausible_share.value,
    disagreement: file.disagreement.value,
    dependence: file.dependence.map((group) => ({ ...group, repeat: group.repeat.value })),
    reportedWhenPresent: new Map(
      file.reported_when_present.flatMap(({ variables, part }) =>
        variables.map((variable): [string, number] => [variable, part.value]),
      ),
    ),
    presentingFindings: (release.engine.packs as PacksFile).presenting_findings,
    numbers: mapValues(numbers, (entry) => ({ ...entry, bandwidth: entry.bandwidth.value })),
    quantifierShare: mapValues(scale, ({ share }) => share),
  };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
