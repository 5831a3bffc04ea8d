import type { Discrepancy, ReaderProgress, ReaderStudy, StudyAgreement } from '@calx/registry';
import type { FindingRecord } from '../../api/types.ts';
import { get, part, put, type Versioned } from './http.ts';

export type StoredStudy = Versioned<ReaderStudy>;

/** What a reader says of a case in one round. */
export interface Reading {
  readonly withSupport: boolean;
  readonly findings: Readonly<Record<string, FindingRecord>>;
  /** Diagnoses, the likeliest first. */
  readonly ranked: readonly string[];
  /** Suspicion of malignancy, 1 to 5. */
  readonly suspicion?: number | null;
}

export interface StudyProgress {
  readonly readers: readonly ReaderProgress[];
  /** Readings that are not submitted yet. */
  readonly open: number;
  readonly settled: number;
  /** The asking reader's own. */
  readonly mine: readonly { readonly round: string; readonly caseId: string; readonly submitted: boolean }[];
  /** Readings that the asking reader may not begin yet, because of the washout. */
  readonly waits: readonly { readonly round: string; readonly caseId: string; readonly until: string }[];
}

export interface StudyDiscrepancies {
  readonly discrepancies: readonly Discrepancy[];
  readonly settled: readonly { readonly caseId: string; readonly by: string; readonly document: Reading }[];
}

const study = (name: string): string => `/reader-studies/${part(name)}`;
const reading = (name: string, round: string, id: string): string =>
  `${study(name)}/rounds/${part(round)}/cases/${part(id)}`;

export const fetchStudies = async (): Promise<readonly StoredStudy[]> =>
  (await get<{ studies: readonly StoredStudy[] }>('/reader-studies')).studies;
export const fetchStudy = (name: string): Promise<StoredStudy> => get(study(name));
export const saveStudy = (
  name: string,
  version: number,
  document: ReaderStudy,
): Promise<{ version: number }> => put(study(name), version, document);
export const fetchProgress = (name: string): Promise<StudyProgress> => get(`${study(name)}/progress`);
export const fetchAgreement = (name: string): Promise<StudyAgreement> => get(`${study(name)}/agreement`);
export const fetchDiscrepancies = (name: string): Promise<StudyDiscrepancies> =>
  get(`${study(name)}/discrepancies`);
export const fetchReading = async (
  name: string,
  round: string,
  id: string,
): Promise<Versioned<Reading> | null> =>
  (await get<{ reading: Versioned<Reading> | null }>(reading(name, round, id))).reading;
/** Stores a reading; a submitted one never changes again. */
export const saveReading = (
  name: string,
  round: string,
  id: string,
  version: number,
  document: Reading,
  submit: boolean,
): Promise<{ version: number }> =>
  put(`${reading(name, round, id)}${submit ? '?submit' : ''}`, version, document);
