import { DEIDENTIFICATION_JSON } from '../generated/deidentification.ts';

/** What an option of the profile changes, PS3.15 E.3. */
export type ProfileOption =
  | 'retain-uids'
  | 'retain-device-identity'
  | 'retain-institution-identity'
  | 'retain-patient-characteristics'
  | 'retain-full-dates'
  | 'retain-modified-dates'
  | 'clean-descriptors';

/** What happens to one attribute: an action code of PS3.15 table E.1-1a, in its single form. */
export type Action = 'D' | 'Z' | 'X' | 'K' | 'C' | 'U';

/** Action codes that leave a choice. */
export type Choice = 'X/Z' | 'X/D' | 'Z/D' | 'X/Z/D' | 'X/Z/U*';

/** A coded concept of PS3.16. */
export interface Code {
  readonly code: string;
  readonly meaning: string;
}

/** `knowledge/deidentification/basic-profile.yaml`. */
interface BasicProfile {
  readonly source: string;
  readonly profile: Code;
  readonly options: Readonly<Record<ProfileOption, Code>>;
  readonly rows: readonly {
    readonly action: Action | Choice;
    /** Keep, clean or remove under an option. */
    readonly options: Partial<Readonly<Record<ProfileOption, 'K' | 'C' | 'X'>>>;
    /** Hexadecimal group and element, parted by spaces. */
    readonly tags: string;
  }[];
}

/** A value that no standard gives, and where it comes from. */
interface Judgement<T> {
  readonly value: T;
  readonly source: string;
}

/** `knowledge/deidentification/judgements.yaml`. */
interface Judgements {
  readonly safe_words: Judgement<string>;
  readonly naming_attributes: Judgement<readonly string[]>;
  readonly shortest_word: Judgement<{ readonly ascii: number; readonly wide: number }>;
  readonly longest_shift_days: Judgement<number>;
  readonly shortest_secret: Judgement<number>;
  readonly single_action: Judgement<Readonly<Record<Choice, Action>>>;
}

/** The reviewed data of de-identification, compiled by `scripts/build-knowledge.js`. */
export const { 'basic-profile': basicProfile, judgements } = JSON.parse(DEIDENTIFICATION_JSON) as {
  readonly 'basic-profile': BasicProfile;
  readonly judgements: Judgements;
};
