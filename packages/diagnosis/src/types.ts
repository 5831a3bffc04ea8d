import type { Lang, Text } from '@calx/knowledge';

export type FindingState = 'present' | 'absent' | 'possible';

/** One thing known about the patient, as the engine counts it. */
export interface Observation {
  readonly variable: string;
  /** A value of the vocabulary, or a number in the variable's unit. */
  readonly value: string | number;
  readonly state: FindingState;
}

/** Why an entry of the case has no effect. */
export type IgnoredReason = 'unknown_variable' | 'unknown_value' | 'no_evidence' | 'pathology_left_out';

export interface Ignored {
  readonly variable: string;
  readonly value?: string | number;
  readonly reason: IgnoredReason;
}

/** What one source says about a value: k of n patients, a share, or the source's own word. */
export interface SourceCount {
  readonly id: string;
  readonly k?: number;
  readonly n?: number;
  readonly quantifier?: string;
}

/** How a share is known: counted by a source, stated by one, or assumed by the editors. */
export type Grade = 'counted' | 'stated' | 'assumed';

/** What a share rests on, each part in the patients that it is worth to the engine. */
export interface Basis {
  /** Patients that series counted, a hospital's own among them. */
  readonly counted: number;
  /** Published single cases. */
  readonly cases: number;
  /** Words of sources that did not count: usually, rarely. */
  readonly words: number;
  /** A share that the editors wrote from sources which they name. */
  readonly cited: number;
  /** A share that the editors wrote without a source. */
  readonly assumed: number;
  /** The mean of all diagnoses, which stands in where nothing is known. */
  readonly background: number;
}

/** What one finding says about one diagnosis. */
export interface Weight extends Observation {
  /** 10 log10 of `likelihoodRatio`; positive speaks for the diagnosis. */
  readonly decibans: number;
  /** Likelihood of the finding in this diagnosis against the rest of the pack, as counted (dependence included). */
  readonly likelihoodRatio: number;
  /** Share of patients with the diagnosis who have the finding; for a number, the density on its scale. */
  readonly share: number;
  /** Published patients (or their equivalent) behind the share. */
  readonly patients: number;
  readonly basis: Basis;
  readonly grade: Grade;
  readonly sources: readonly SourceCount[];
}

export interface RankedDiagnosis {
  readonly diagnosis: string;
  readonly name: Text;
  readonly probability: number;
  /** Bounds of the probability at the engine's level (90 %). */
  readonly interval: readonly [number, number];
  /** The special form in which the diagnosis explains the findings best, if it is not the usual one. */
  readonly form?: Text;
  readonly weights: readonly Weight[];
}

export interface RankedFamily {
  readonly family: string;
  readonly name: Text;
  readonly probability: number;
  readonly members: readonly { readonly diagnosis: string; readonly probability: number }[];
  /** Variables that tell the members apart and are still open in this case. */
  readonly toldApartBy: readonly string[];
}

export interface AlarmReason {
  readonly variable?: string;
  readonly value?: string | number;
  readonly diagnosis?: string;
  readonly probability?: number;
}

export interface Alarm {
  readonly code: string;
  readonly level: 'stop' | 'warning' | 'notice';
  /** Key in the catalog `diagnosis`, with its parameters. */
  readonly messageKey: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly message: Text;
  readonly because: readonly AlarmReason[];
  /** Acts that wait while the alarm stands. */
  readonly holdsBack: readonly string[];
  readonly source: string;
}

/** What an examination is expected to give. */
export interface NextAct {
  readonly act: string;
  readonly name: Text;
  /** Expected information about the diagnosis. */
  readonly bits: number;
  readonly asks: readonly string[];
  /** The case has these images already: what is asked needs only to be read from them. */
  readonly atHand: boolean;
  /** Code of an alarm that says not to do it now. */
  readonly heldBackBy?: string;
  /** Chance that the lesion is malignant while no malignancy leads, before and (expected) after the act. */
  readonly missedMalignancy: { readonly before: number; readonly after: number };
  readonly doseMSv: number;
  readonly invasiveness: string;
  /** Cost class, 1 (small) to 4 (large). */
  readonly cost: number;
  readonly days?: number;
}

export interface Pair {
  readonly a: string;
  readonly b: string;
  /** Odds of a against b. */
  readonly odds: number;
  readonly separatedBy: readonly {
    readonly variable: string;
    readonly value: string;
    readonly favours: string;
    readonly decibans: number;
  }[];
}

/** A set of open findings that would put another diagnosis first. */
export interface Change {
  readonly findings: readonly { readonly variable: string; readonly value: string }[];
  readonly leader: string;
  readonly probability: number;
}

/** Histology against imaging, when pathology was entered. */
export interface PathologyReading {
  readonly imagingLeader: string;
  readonly combinedLeader: string;
  readonly agrees: boolean;
  /** Stage of tumoral calcinosis by the definition of the index series. */
  readonly stage?: 'active' | 'quiescent';
}

export interface Differential {
  readonly release: { readonly version: string; readonly hash: string };
  readonly pack: string;
  readonly setting: string;
  readonly differential: readonly RankedDiagnosis[];
  readonly families: readonly RankedFamily[];
  readonly noneOfThese: number;
  readonly noneOfTheseInterval: readonly [number, number];
  readonly alarms: readonly Alarm[];
  readonly next: readonly NextAct[];
  readonly ignored: readonly Ignored[];
  /** Findings that speak against the leader, the strongest first. */
  readonly against: readonly Weight[];
  readonly closestPairs: readonly Pair[];
  readonly changes: readonly Change[];
  readonly pathology?: PathologyReading;
}

/** Counts of one's own hospital; they stand beside the published ones. */
export interface LocalCount {
  readonly diagnosis: string;
  readonly variable: string;
  readonly value: string;
  readonly k: number;
  readonly n: number;
}

/** What the model leaves out, for validation on the published cases. */
export interface Exclusion {
  readonly cases?: readonly string[];
  readonly sources?: readonly string[];
  readonly diagnoses?: readonly string[];
}

export interface ModelOptions {
  readonly exclude?: Exclusion;
  readonly localCounts?: readonly LocalCount[];
  /** Local patients by diagnosis; they replace the priors of the setting. */
  readonly localPriors?: Readonly<Record<string, number>>;
  readonly setting?: string;
}

export interface DiagnoseOptions extends ModelOptions {
  readonly pack?: string;
  readonly seed?: number;
  /** Use findings of the pathology group; default true. */
  readonly withPathology?: boolean;
  /** Roles of the series that the case has (`ct`, `mr-t1` ...), so that no examination is advised twice. */
  readonly seriesRoles?: readonly string[];
}

export type { Lang, Text };
