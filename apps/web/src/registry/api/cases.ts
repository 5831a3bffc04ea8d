import type { CareItem } from '@calx/registry';
import type { CaseDocument, CaseSummary, Consensus } from '../../api/types.ts';
import { get, part, put, type Versioned } from './http.ts';

/** What a case turned out to be, and how that is known. */
export interface Outcome {
  readonly diagnosis: string | null;
  readonly provenBy: string | null;
  readonly provenOn?: string | null;
  readonly histology?: string | null;
  readonly treatment?: string | null;
  readonly followUp: readonly FollowUp[];
  /** Why this version was made; shown in the history. */
  readonly why?: string;
}

export interface FollowUp {
  readonly on: string;
  readonly text: string;
}

export interface HistoryEntry {
  readonly version: number;
  readonly at: string;
  readonly by: string;
  /** Paths that changed: `status`, `facts.age`, `findings.pattern`. */
  readonly what: readonly string[];
  /** Variable to what two readers settled on in this step. */
  readonly consensus?: Readonly<Record<string, Consensus>>;
}

const versioned = (version?: number): string => (version === undefined ? '' : `?version=${version}`);

export const fetchOutcome = async (id: string, version?: number): Promise<Versioned<Outcome> | null> =>
  (await get<{ outcome: Versioned<Outcome> | null }>(`/cases/${part(id)}/outcome${versioned(version)}`))
    .outcome;
export const saveOutcome = (id: string, version: number, outcome: Outcome): Promise<{ version: number }> =>
  put(`/cases/${part(id)}/outcome`, version, outcome);
export const fetchCaseState = (id: string, version?: number): Promise<CaseDocument> =>
  get(`/cases/${part(id)}${versioned(version)}`);
export const fetchHistory = async (id: string): Promise<readonly HistoryEntry[]> =>
  (await get<{ history: readonly HistoryEntry[] }>(`/cases/${part(id)}/history`)).history;

/** The last changed cases by name, for a choice. */
export const fetchCaseNames = async (): Promise<
  readonly { readonly id: string; readonly name: string | null }[]
> =>
  (await get<{ cases: readonly CaseSummary[] }>('/cases?limit=200')).cases.map(({ id, patient }) => ({
    id,
    name: patient.name ?? patient.id,
  }));

/** What a report of the case would lack; null for a bundled sample. */
export const fetchCare = async (id: string): Promise<readonly CareItem[] | null> =>
  (await get<{ items: readonly CareItem[] | null }>(`/cases/${part(id)}/care`)).items;
