import type { CaseFacts, Lang } from '@calx/knowledge';

export type SpanState = 'present' | 'absent' | 'possible';

/** A piece of the report that says something; `start` and `end` are offsets in UTF-16 units, end exclusive. */
export interface Span {
  readonly variable: string;
  readonly value: string | number;
  readonly state: SpanState;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a report proposes; nothing of it is confirmed. */
export interface Intake {
  readonly language: Lang;
  readonly facts: CaseFacts;
  /** In the order of the text. */
  readonly spans: readonly Span[];
}

export type SectionKind =
  'technique' | 'history' | 'laboratory' | 'pathology' | 'course' | 'imaging' | 'other';

/** One sentence with its place in the report and the heading that it stands under. */
export interface Sentence {
  /** The sentence; what does not concern the lesion is blanked out, offsets kept. */
  readonly text: string;
  /** As written. */
  readonly raw: string;
  readonly start: number;
  readonly section: SectionKind;
  readonly heading: string;
}
