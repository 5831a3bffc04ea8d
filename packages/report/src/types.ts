import type { CaseFacts, Findings, HowKnown, Lang, Text } from '@calx/knowledge';

type Point = readonly [number, number, number];

/** A measured quantity: a plain number, or a value with its bounds (DESIGN, the words). */
export type Quantity =
  number | { readonly value: number; readonly unit?: string; readonly low?: number; readonly high?: number };

export interface ReportSeries {
  readonly seriesUID: string;
  readonly modality: string;
  /** For instance `ct`, `mr-t1`, `radiograph-ap`. */
  readonly role?: string;
  readonly instances?: number;
  /** Voxel size in mm. */
  readonly spacing?: Point;
  /** mm. */
  readonly sliceThickness?: number;
  /** What was found wrong or repaired, one sentence each. */
  readonly issues?: readonly string[];
}

export interface ReportStudy {
  readonly studyUID: string;
  /** DICOM DA, YYYYMMDD. */
  readonly date?: string;
  readonly description?: string;
  readonly accession?: string;
  readonly patient?: { readonly name?: string; readonly id?: string; readonly birthDate?: string };
  readonly series: readonly ReportSeries[];
  /** What the usual protocol has and this study has not, in the reader's language. */
  readonly lacks?: readonly string[];
}

/** A length on a radiograph: in mm on the detector or calibrated, else in pixels; never a bare millimetre. */
export interface FilmLength {
  readonly value: number;
  readonly calibration: 'detector-plane' | 'calibrated' | 'pixels';
  readonly estimated?: { readonly value: number; readonly magnification: number };
}

/** What the report reads of a lesion's measurement; the command line's contract gives the full shape. In mm, mm2, mm3, HU, LPS. */
export interface ReportLesion {
  readonly series: string;
  /** Left out for CT. */
  readonly modality?: 'MR' | 'radiograph';
  /** True once a reader has accepted the outline. */
  readonly confirmed?: boolean;
  readonly rule?: string;
  readonly thresholdHU?: number | null;
  readonly mass?: {
    readonly voxels: number;
    readonly volume: Quantity;
    readonly outline?: 'given' | 'found';
  } | null;
  readonly mineral?: {
    readonly voxels: number;
    readonly volume: Quantity;
    readonly components: readonly { readonly voxels: number; readonly volume: Quantity }[];
  } | null;
  readonly maxDiameter?: Quantity | FilmLength | null;
  /** Of MR: signal as multiples of muscle on the same sequence. */
  readonly signal?: readonly {
    readonly role: string;
    readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
  }[];
  readonly surface?: Quantity | null;
  readonly sphericity?: Quantity | null;
  /** Volumes in mm3; on a film there are only areas, and the nodules are those seen apart in the projection. */
  readonly nodules?: { readonly count: number; readonly volumes?: readonly number[] } | null;
  readonly density?: {
    readonly mean: number;
    readonly sd: number;
    readonly min?: number;
    readonly max: number;
    readonly p10: number;
    readonly p50?: number;
    readonly p90: number;
  } | null;
  readonly bone?: {
    readonly distance: Quantity | null;
    readonly contactArea?: Quantity | null;
    readonly touches: boolean | null;
  } | null;
  readonly joint?: {
    readonly distance: number | null;
    readonly low: number | null;
    readonly why: 'oneBone' | 'noJoint' | 'otherSpace' | null;
  } | null;
  readonly zonality?: 'rim' | 'centre' | 'none' | null;
  readonly zonalityIn?: 'mass' | 'mineral';
}

export interface ReportWeight {
  readonly variable: string;
  readonly value: string | number;
  readonly state?: 'present' | 'absent' | 'possible';
  readonly decibans: number;
  /** How the share behind it is known. */
  readonly grade?: 'counted' | 'stated' | 'assumed';
  readonly sources: readonly {
    readonly id: string;
    readonly k?: number | null;
    readonly n?: number | null;
  }[];
}

export interface ReportDiagnosis {
  readonly diagnosis: string;
  readonly probability: number;
  /** 90 %. */
  readonly interval: readonly [number, number];
  readonly weights: readonly ReportWeight[];
}

/** What raised an alarm: a finding, or the probability of a diagnosis. */
export interface AlarmReason {
  readonly variable?: string;
  readonly value?: string | number;
  readonly diagnosis?: string;
  readonly probability?: number;
}

/** What the report reads of a differential (the command line's `diagnose`). */
export interface ReportDifferential {
  readonly release: string | { readonly version: string; readonly hash?: string };
  readonly pack: string;
  readonly differential: readonly ReportDiagnosis[];
  /** Subtypes that often can't be told apart, taken together. */
  readonly families?: readonly {
    readonly family: string;
    readonly name: Text;
    readonly probability: number;
    readonly members: readonly { readonly diagnosis: string }[];
    readonly toldApartBy: readonly string[];
  }[];
  readonly noneOfThese: number | { readonly probability: number };
  readonly alarms: readonly {
    readonly code: string;
    readonly level: string;
    readonly message: string | Text;
    readonly because?: readonly AlarmReason[];
  }[];
  readonly next: readonly {
    readonly act: string;
    readonly name?: Text;
    readonly bits: number;
    readonly asks: readonly string[];
    /** The images are there already and need only to be read. */
    readonly atHand?: boolean;
    /** Code of the alarm that says not to do it now. */
    readonly heldBackBy?: string;
  }[];
  readonly ignored?: readonly { readonly variable: string }[];
}

/** A case being read: everything the report is made of. */
export interface CaseReading {
  readonly facts: CaseFacts;
  readonly findings: Findings;
  readonly study?: ReportStudy;
  readonly lesions?: readonly ReportLesion[];
  /** What could not be measured and why, in the reader's language. */
  readonly refusals?: readonly { readonly where?: string; readonly why: string }[];
  /** What was repaired in the images before they were measured, in the reader's language. */
  readonly notes?: readonly string[];
  readonly differential?: ReportDifferential;
  /** What the sample is for. */
  readonly notice?: string | Text;
  /** Who made the images and under what licence. */
  readonly attribution?: string | Text;
}

export type SectionId =
  'technique' | 'history' | 'findings' | 'measurements' | 'impression' | 'advice' | 'sources';

/** How a sentence is known; `stated` is what the study or the release says of itself. */
export type SentenceHow = HowKnown | 'stated';

export interface Sentence {
  /** Stable while the case changes, so that an edit stays on its sentence. */
  readonly id: string;
  readonly text: string;
  /** What it rests on: `finding:bone`, `lesion:1`, `lab:phosphate`, `diagnosis:…`, `alarm:…`, `source:…`. */
  readonly basis: readonly string[];
  readonly how: SentenceHow;
  /** False for a machine's proposal that nobody has accepted. */
  readonly confirmed: boolean;
  /** True once a person has rewritten the text. */
  readonly edited?: true;
}

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

export interface Report {
  readonly lang: Lang;
  readonly title: string;
  /** What a reader must know first: sample data, proposals, no medical device. */
  readonly notices: readonly Sentence[];
  readonly sections: readonly Section[];
}
