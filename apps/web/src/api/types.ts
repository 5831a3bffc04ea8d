import type { Note, Plane, Role, SeriesRole } from '@calx/dicom';
import type { LesionEdit } from '@calx/lesion';
import type { CaseFacts, FindingInput, HowKnown, Lang } from '@calx/knowledge';

/** The documents that the server gives and takes (JSON over HTTP, prefix /api). */

export interface About {
  readonly version: string;
  readonly release: { readonly version: string; readonly hash: string };
  readonly samples: readonly { readonly id: string; readonly opened: boolean }[];
}

export type CaseStatus = 'new' | 'reading' | 'second-reader' | 'proven' | 'signed';

export interface Patient {
  readonly name: string | null;
  readonly id: string | null;
  readonly sex: 'F' | 'M' | null;
  readonly age: number | null;
  readonly birthDate: string | null;
}

export interface CaseSummary {
  readonly id: string;
  readonly version: number;
  readonly patient: Patient;
  readonly studies: readonly {
    readonly uid: string;
    readonly date: string | null;
    readonly description: string | null;
    readonly modalities: readonly string[];
    readonly instances: number;
  }[];
  readonly status: CaseStatus;
  readonly updatedAt: string;
  /** Id of the bundled sample, when the case is one. */
  readonly sample: string | null;
  /** Under which identifier it was imported. */
  readonly pseudonym: string | null;
}

export type CaseColumn = 'name' | 'studyDate' | 'modality' | 'status' | 'updatedAt';

/** What the worklist asks of the server. */
export interface WorklistQuestion {
  /** Words that all occur in name, number, pseudonym, modality or description. */
  readonly search: string;
  readonly status?: CaseStatus;
  readonly order: CaseColumn;
  readonly down: boolean;
}

export interface Worklist {
  readonly cases: readonly CaseSummary[];
  /** Of all pages. */
  readonly total: number;
  /** Where the next page goes on; null on the last. */
  readonly next: string | null;
}

export interface SeriesInstance {
  readonly sop: string;
  readonly frames: number;
  readonly rows: number;
  readonly columns: number;
}

export interface CaseSeries {
  readonly uid: string;
  readonly modality: string;
  readonly description: string | null;
  readonly role: Role | null;
  readonly roleConfidence: number | null;
  readonly number: number | null;
  /** Plane of a CT or MR series, side of a radiograph, as far as the headers tell. */
  readonly plane?: Plane | null;
  readonly side?: string | null;
  /** Of a film. */
  readonly bodyPart?: SeriesRole['bodyPart'] | null;
  /** In stacking order. */
  readonly instances: readonly SeriesInstance[];
}

export interface CaseStudy {
  readonly uid: string;
  readonly date?: string | null;
  readonly description?: string | null;
  readonly series: readonly CaseSeries[];
}

export type FindingState = 'present' | 'absent' | 'not-assessed';

/** A reader's decision on one variable. */
export interface FindingRecord {
  readonly state: FindingState;
  readonly value: FindingInput | null;
  readonly how: HowKnown;
  readonly confirmed: boolean;
  readonly by: string;
  /** The machine's value that the reader refused. */
  readonly refused?: FindingInput;
}

/** One image of a series without depth, and the mass outlined on it: points as column and row. */
export interface FilmPlace {
  readonly sop: string;
  readonly frame: number;
  readonly outline?: readonly (readonly [number, number])[];
}

/** How a lesion is made; with the stored voxels it gives the same mask and numbers again. */
export interface LesionRequest {
  /** Clicked point, LPS mm; on a film the column and row of a pixel (0 at the centre of the first), and 0. */
  readonly seed: readonly [number, number, number];
  /** The image of a radiograph that the lesion was measured on. */
  readonly film?: FilmPlace;
  /** Lowest HU that counts as mineral; left out, the rule of the knowledge data. */
  readonly thresholdHU?: number;
  /** A click on normal muscle, LPS mm: what MR signal is compared with. */
  readonly muscle?: readonly [number, number, number];
  /** What was changed by hand, in order. */
  readonly edits?: readonly LesionEdit[];
}

export interface LesionRecord {
  readonly id: string;
  readonly series: string;
  readonly request: LesionRequest;
  /** The measurement as the command line prints it. */
  readonly measurement: unknown;
  /** What was repaired of its series before it was measured. */
  readonly repairs?: readonly Note[];
}

export interface Addendum {
  readonly by: string;
  readonly at: string;
  readonly text: string;
}

export interface ReportState {
  readonly lang: Lang;
  /** Sentence id to the reader's own wording. */
  readonly edits: Readonly<Record<string, string>>;
  /** Who signed, when, and the text that was signed: it does not change with the case any more. */
  readonly signed?: { readonly by: string; readonly at: string; readonly text?: string } | null;
  /** What was added after signing. */
  readonly addenda?: readonly Addendum[];
}

/** A value that was taken over from one of two readings: whose it was, who decided, when and why. */
export interface Consensus {
  readonly value: FindingInput;
  readonly from: string;
  readonly by: string;
  readonly at: string;
  readonly why: string;
}

/** What hides a case from a reader who still has to read it. */
export interface Blinding {
  readonly study: string;
  readonly round: string;
  readonly secondReading: boolean;
}

export interface CaseDocument {
  readonly id: string;
  readonly version: number;
  readonly facts: CaseFacts;
  readonly findings: Readonly<Record<string, FindingRecord>>;
  readonly lesions: readonly LesionRecord[];
  readonly report: ReportState;
  readonly studies: readonly CaseStudy[];
  readonly status: CaseStatus;
  readonly history: readonly {
    readonly version: number;
    readonly at: string;
    readonly by: string;
    readonly what: readonly string[];
  }[];
  readonly patient?: Patient | null;
  /** Under which identifier it was imported. */
  readonly pseudonym?: string | null;
  /** Id of the bundled sample, when the case is one. */
  readonly sample?: string | null;
  /** Variable to the value that two readers settled on. */
  readonly consensus?: Readonly<Record<string, Consensus>>;
  /** There while the one who asks must read the case blinded; what others found is then left out. */
  readonly blinded?: Blinding;
}

export interface Refusal {
  readonly where: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface ImportResult {
  readonly caseIds: readonly string[];
  readonly instances: number;
  readonly refused: readonly Refusal[];
}
