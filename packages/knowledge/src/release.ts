import { RELEASE_JSON } from './generated/release.ts';
import type { Laboratory } from './laboratory-types.ts';
import { loadTexts, type Texts } from './texts.ts';
import type { CaseFacts, Disease, Pack, Source, Text, Variable } from './types.ts';

/** Data whose meaning belongs to another room, by file name. */
export type Section = Readonly<Record<string, unknown>>;

/** A measure that sources count but the form does not ask (`x_…` in evidence). */
export interface EvidenceVariable {
  readonly label: Text;
}

/** Sources that describe the same patients, at least in part. */
export interface Overlap {
  /** The source that is counted. */
  readonly keep: string;
  /** The sources whose figures yield to it where both count the same thing. */
  readonly yields: readonly string[];
  readonly diagnoses?: readonly string[];
  readonly reason: string;
}

/** Units of one kind that a release added, changed (a disease: in what) or took out, by id. */
export interface UnitChanges {
  readonly added: readonly string[];
  readonly changed: readonly { readonly id: string; readonly what: readonly string[] }[];
  readonly removed: readonly string[];
}

/** What a release changed against the one published before it. */
export interface ReleaseChanges {
  readonly since: { readonly version: string; readonly hash: string; readonly on: string };
  readonly diseases: UnitChanges;
  readonly findings: UnitChanges;
  readonly sources: UnitChanges;
  /** By section and file: `alarms/alarms`. */
  readonly rules: UnitChanges;
}

/** One version of everything that Calx knows. Sections without data are empty. */
export interface Release {
  readonly version: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly hash: string;
  /** In the order of the form: by examination, then as the field asks. */
  readonly variables: readonly Variable[];
  readonly evidenceVariables: Readonly<Record<string, EvidenceVariable>>;
  readonly diseases: Readonly<Record<string, Disease>>;
  readonly packs: Readonly<Record<string, Pack>>;
  readonly sources: Readonly<Record<string, Source>>;
  readonly overlaps: readonly Overlap[];
  readonly cases: readonly CaseFacts[];
  /** Typical patients of each diagnosis, written by editors in the case format; nobody's record. */
  readonly presentations: readonly CaseFacts[];
  readonly text: Texts;
  readonly anatomy: Section;
  readonly laboratory: Laboratory;
  readonly profiles: Section;
  readonly forms: Section;
  readonly background: Section;
  readonly priors: Section;
  readonly alarms: Section;
  readonly acts: Section;
  readonly quantifiers: Section;
  readonly thresholds: Section;
  readonly engine: Section;
  readonly lexicon: Section;
  /** Null for the first release. Not part of the hash. */
  readonly changes: ReleaseChanges | null;
}

let loaded: Release | undefined;

/** The release that this build carries; parsed once. */
export function loadRelease(): Release {
  loaded ??= { ...(JSON.parse(RELEASE_JSON) as Omit<Release, 'text'>), text: loadTexts() };
  return loaded;
}

const variableIndex = new WeakMap<Release, ReadonlyMap<string, Variable>>();

/** The variable of that id, or undefined for one that the vocabulary does not know. */
export function findVariable(release: Release, id: string): Variable | undefined {
  let index = variableIndex.get(release);
  if (!index) {
    index = new Map(release.variables.map((variable) => [variable.id, variable]));
    variableIndex.set(release, index);
  }
  return index.get(id);
}
