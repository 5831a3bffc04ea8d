import type { VariableGroup } from './variable-groups.ts';

/** The words of Calx as types. Ids are stable; labels are data (see knowledge/). */

export type Lang = 'zh' | 'en';
/** A text in both languages of the interface. */
export type Text = Readonly<Record<Lang, string>>;

export interface VocabularyValue {
  readonly id: string;
  readonly label: Text;
  readonly definition?: Text;
  readonly synonyms?: Readonly<Record<Lang, readonly string[]>>;
  /** The coarse value of the published coding that this finer value maps to exactly. */
  readonly coarse?: string;
}

/** One thing that can be looked for. `values` is empty for numbers and free text. */
export interface Variable {
  readonly id: string;
  readonly group: VariableGroup;
  readonly kind: 'category' | 'number' | 'text';
  readonly label: Text;
  readonly definition?: Text;
  readonly synonyms?: Readonly<Record<Lang, readonly string[]>>;
  readonly values: readonly VocabularyValue[];
  /** Several values may be present at once. */
  readonly multi?: boolean;
  /** UCUM unit of a number. */
  readonly unit?: string;
}

/** How bad it is to miss the disease, or to touch it. */
export type Danger = 'malignant' | 'infectious' | 'none';

export interface Disease {
  readonly id: string;
  readonly name: Text;
  readonly synonyms: Readonly<Record<Lang, readonly string[]>>;
  readonly definition: Text;
  readonly codes: {
    readonly icd10?: string;
    readonly orpha?: string;
    readonly omim?: readonly string[];
    readonly hpo?: string;
  };
  /** Where a code's title was read, by code system; a code without an entry was not verified. */
  readonly codesVerified?: Readonly<Partial<Record<'icd10' | 'orpha' | 'omim' | 'hpo', string>>>;
  readonly danger: Danger;
  /** True for lesions that biopsy or surgery may harm (for instance early myositis ossificans). */
  readonly leaveAlone: boolean;
  /** What proves it. */
  readonly proof: Text;
}

/** Diseases whose subtypes often cannot be told apart by imaging; shown first as one. */
export interface Family {
  readonly id: string;
  readonly name: Text;
  readonly members: readonly string[];
  /** Variables that tell the members apart. */
  readonly toldApartBy: readonly string[];
}

export interface Prior {
  readonly diagnosis: string;
  /** Relative weight within the setting; normalised over the pack. */
  readonly weight: number;
  readonly source: string | 'assumed';
  readonly note?: string;
}

export interface Pack {
  readonly id: string;
  readonly name: Text;
  readonly diagnoses: readonly string[];
  readonly families: readonly Family[];
  /** Setting (for instance `clinic`, `referral_centre`) to priors. */
  readonly priors: Readonly<Record<string, readonly Prior[]>>;
  readonly defaultSetting: string;
}

export type Quantifier =
  'always' | 'almost_always' | 'usually' | 'often' | 'sometimes' | 'uncommon' | 'rare' | 'never';

/** One published figure: k of n, a distribution of a number, or the source's own verbal quantifier. */
export interface Figure {
  readonly diagnosis: string;
  readonly variable: string;
  readonly value?: string | number;
  readonly k?: number;
  readonly n?: number;
  readonly mean?: number;
  readonly sd?: number;
  readonly median?: number;
  readonly min?: number;
  readonly max?: number;
  readonly quantifier?: Quantifier;
  readonly statement?: string;
  /** Where it differs from that of the source. */
  readonly design?: Source['design'];
  readonly population?: string;
  /** Where the figure was read elsewhere than in the source's own text. */
  readonly citation?: string;
  readonly url?: string;
  readonly note?: string;
  /** k was computed from a percentage: give it less weight. */
  readonly rounded?: boolean;
  /** k or n was solved for or inferred, as the note says: give it less weight. */
  readonly inferred?: boolean;
  /** The same patients stand in another figure of this source: shown, never counted. */
  readonly countedElsewhere?: boolean;
}

export interface Source {
  readonly id: string;
  readonly citation: string;
  readonly url?: string | null;
  readonly year?: number | null;
  readonly design: 'case_series' | 'review_with_counts' | 'systematic_review' | 'textbook_statement';
  /** Only the abstract was read: give its figures less weight. */
  readonly abstractOnly?: boolean;
  readonly figures: readonly Figure[];
}

/** A laboratory value as entered. `flag` is the page's or laboratory's own mark. */
export interface LabValue {
  readonly name: string;
  readonly value?: number | null;
  readonly unit?: string | null;
  readonly flag?: 'L' | 'N' | 'H' | null;
}

/**
 * A finding as recorded: one value, several at once, or the full form with explicit negatives and
 * uncertain values. A variable that is left out was not assessed.
 */
export type FindingInput =
  | string
  | number
  | readonly string[]
  | {
      readonly present?: readonly string[];
      readonly absent?: readonly string[];
      readonly possible?: readonly string[];
    };

/** A case in the case format (one JSON object, JSONL for many). */
export interface CaseFacts {
  readonly id?: string;
  readonly url?: string | null;
  readonly title?: string | null;
  readonly year?: number | null;
  readonly diagnosis?: string | null;
  readonly confirmed_by?: 'pathology' | 'genetic' | 'clinical' | 'imaging' | 'laboratory' | null;
  readonly pack?: string | null;
  readonly age?: number | null;
  readonly sex?: 'F' | 'M' | null;
  readonly findings: Readonly<Record<string, FindingInput>>;
  readonly labs?: readonly LabValue[];
  readonly measurements?: Readonly<Record<string, number | null>>;
  readonly note?: string | null;
}
