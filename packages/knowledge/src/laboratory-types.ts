import type { Text } from './types.ts';

/** What a unit measures; only units of one quantity convert by factor alone. */
export type Quantity = 'substance' | 'charge' | 'mass' | 'activity' | 'sedimentation' | 'relative';

/** A unit as laboratories write it. */
export interface Unit {
  /** UCUM code (unitsofmeasure.org, case sensitive). */
  readonly code: string;
  readonly quantity: Quantity;
  /** Multiplies a value into mol/L, g/L, U/L or mm/h. */
  readonly factor: number;
  /** Other ways to write it; compared without spaces and case. */
  readonly spellings?: readonly string[];
}

/** Where an interval or a molar mass comes from. */
export interface LaboratorySource {
  readonly id: string;
  readonly citation: string;
  readonly url?: string;
}

/** A sourced fact of an analyte; `source` is an id of the sources, or `assumed`. */
export interface MolarMass {
  /** Grams a mole. */
  readonly value: number;
  readonly formula?: string;
  readonly source: string;
}

/** What is usual at an age (years, from inclusive, to exclusive) and sex, in the unit of the analyte. */
export interface ReferenceInterval {
  readonly from: number;
  readonly to?: number;
  readonly sex?: 'F' | 'M';
  readonly low?: number;
  readonly high?: number;
  readonly source: string;
}

/** One laboratory test. */
export interface Analyte {
  readonly id: string;
  /** The finding that its state becomes. */
  readonly variable: string;
  readonly label: Text;
  /** Other names of the test, compared without punctuation and case. */
  readonly names: readonly string[];
  /** UCUM unit of the intervals. */
  readonly unit: string;
  readonly molarMass?: MolarMass;
  /** Charges an ion, for milliequivalents. */
  readonly charge?: number;
  /** Outside it a value is taken for a slip of the unit and not judged. */
  readonly plausible: { readonly low: number; readonly high: number; readonly source: string };
  readonly intervals: readonly ReferenceInterval[];
}

export interface Laboratory {
  readonly units: readonly Unit[];
  readonly sources: readonly LaboratorySource[];
  readonly analytes: Readonly<Record<string, Analyte>>;
}
