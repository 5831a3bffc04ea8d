import type { LocalCount } from '@calx/diagnosis';
import type { SignedBundle } from '@calx/registry';
import { act, get, part } from './http.ts';

/** Who a hospital is in what it shares. */
export interface SourceIdentity {
  readonly id: string;
  readonly name: string;
  /** Whom the counts describe. */
  readonly population: string;
}

export interface EvidenceState {
  readonly own: {
    readonly source: SourceIdentity | null;
    readonly overlaps: readonly string[];
    readonly publicKey: string;
  };
  readonly exports: readonly {
    readonly version: number;
    readonly cohort: string;
    readonly sha256: string;
    readonly figures: number;
    readonly at: string;
  }[];
  readonly signers: readonly {
    readonly publicKey: string;
    readonly name: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly pool: readonly {
    readonly source: SourceIdentity;
    readonly version: number;
    readonly figures: number;
    readonly signer: string;
    readonly signerName: string | null;
    readonly trusted: boolean;
    readonly overlaps: readonly string[];
  }[];
}

interface Count {
  readonly k: number;
  readonly n: number;
}

/** What a bundle is and what taking it in would change. */
export interface BundleCheck {
  readonly source: SourceIdentity;
  readonly version: number;
  readonly signer: { readonly publicKey: string; readonly trusted: boolean; readonly name: string | null };
  readonly chain: 'first' | 'next' | 'same' | 'gap' | 'older' | 'forked';
  readonly overlaps: readonly string[];
  readonly changes: readonly {
    readonly diagnosis: string;
    readonly variable: string;
    readonly value: string;
    readonly before: Count | null;
    readonly after: Count | null;
  }[];
}

export interface EvidenceCounts {
  readonly local: { readonly cases: number; readonly counts: readonly LocalCount[] };
  readonly shared: { readonly sources: readonly string[]; readonly counts: readonly LocalCount[] };
  /** Both together, no patient twice. */
  readonly counts: readonly LocalCount[];
}

export const fetchEvidence = (): Promise<EvidenceState> => get('/evidence');
export const nameSource = (
  source: SourceIdentity & { readonly overlaps: readonly string[] },
): Promise<EvidenceState> => act('PUT', '/evidence/source', source);
export const shareCohort = (frozen: string): Promise<SignedBundle> =>
  act('POST', '/evidence/export', { frozen });
export const checkBundle = (bundle: unknown): Promise<BundleCheck> => act('POST', '/evidence/check', bundle);
export const takeBundle = (bundle: unknown): Promise<BundleCheck & { readonly stored: boolean }> =>
  act('POST', '/evidence/import', bundle);
export const trustSigner = (publicKey: string, name: string): Promise<EvidenceState> =>
  act('PUT', `/evidence/signers/${part(publicKey)}`, { name });
export const distrustSigner = (publicKey: string): Promise<EvidenceState> =>
  act('DELETE', `/evidence/signers/${part(publicKey)}`);
/** The counts for the engine; without the case that is read and others of its patient. */
export const fetchCounts = (except?: string): Promise<EvidenceCounts> =>
  get(`/evidence/counts${except ? `?except=${part(except)}` : ''}`);
/** Address of a bundle as it was shared. */
export const exportFile = (version: number): string => `/api/evidence/exports/${version}`;
