import type { CohortRules, FlowSummary } from '@calx/registry';
import type { Lang } from '@calx/knowledge';
import type { CheckedItem } from '../parts/Checklist.tsx';
import { act, get, part, put, type Versioned } from './http.ts';

/** The flow of rules that are being written, with the first included cases. */
export interface FlowPreview extends FlowSummary {
  readonly ids: readonly string[];
}

export interface FrozenSummary extends FlowSummary {
  readonly sha256: string;
  readonly name: string;
  readonly version: number;
  readonly at: string;
  readonly by: string;
}

export type Cohort = Versioned<{ readonly rules: CohortRules }>;

/** A cohort as it is now, or as it was frozen. */
export type PaperOf = { readonly name: string } | { readonly sha256: string };

/** What is asked of a paper beyond its tables: `sex:F,M`; `pattern:rings_arcs` for a diagnosis. */
export interface PaperQuestion {
  readonly compare?: string;
  readonly test?: string;
  readonly truth?: string;
}

export interface Paper {
  readonly cohort: { readonly name: string; readonly version: number; readonly sha256: string | null };
  readonly flow: FlowSummary;
  readonly tables: readonly {
    readonly id: string;
    readonly title: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly notes: readonly string[];
  }[];
  readonly methods: string;
  readonly figures: readonly { readonly id: string; readonly title: string; readonly svg: string }[];
  readonly checklist: readonly CheckedItem[];
}

export const fetchCohorts = async (): Promise<readonly Cohort[]> =>
  (await get<{ cohorts: readonly Cohort[] }>('/cohorts')).cohorts;
export const fetchCohort = (name: string, version?: number): Promise<Cohort> =>
  get(`/cohorts/${part(name)}${version === undefined ? '' : `?version=${version}`}`);
export const saveCohort = (name: string, version: number, rules: CohortRules): Promise<{ version: number }> =>
  put(`/cohorts/${part(name)}`, version, { rules });
export const previewRules = (rules: CohortRules): Promise<FlowPreview> =>
  act('POST', '/cohorts/preview', { rules });
/** The flow of a saved cohort with its first cases. */
export const fetchFlow = (name: string): Promise<FlowPreview> => get(`/cohorts/${part(name)}/flow`);
export const freeze = (name: string): Promise<FrozenSummary> => act('POST', `/cohorts/${part(name)}/freeze`);

export const fetchFrozenCohorts = async (): Promise<readonly FrozenSummary[]> =>
  (await get<{ frozen: readonly FrozenSummary[] }>('/frozen-cohorts')).frozen;
export const fetchFrozen = (sha256: string): Promise<FrozenSummary & { readonly intact: boolean }> =>
  get(`/frozen-cohorts/${part(sha256)}`);

const paperPath = (of: PaperOf, lang: Lang, question: PaperQuestion, format?: string): string => {
  const root = 'name' in of ? `/cohorts/${part(of.name)}` : `/frozen-cohorts/${part(of.sha256)}`;
  const query = new URLSearchParams({ lang, ...question, ...(format && { format }) });
  return `${root}/paper?${query.toString()}`;
};
export const fetchPaper = (of: PaperOf, lang: Lang, question: PaperQuestion): Promise<Paper> =>
  get(paperPath(of, lang, question));
/** Address of the paper as a file. */
export const paperFile = (of: PaperOf, lang: Lang, question: PaperQuestion, format: string): string =>
  `/api${paperPath(of, lang, question, format)}`;
