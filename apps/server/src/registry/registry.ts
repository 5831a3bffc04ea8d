import type { CaseFacts } from '@calx/knowledge';
import type { AnsweredCohort, ImportEntry, SignedBundle, StudyAgreement } from '@calx/registry';
import { importCases, type CasesImported } from '../store/import-cases.ts';
import type { SourceDocument } from '../store/registry-documents.ts';
import { openOrJoinStore, type StoreOptions } from '../store/open-store.ts';
import { studyAgreement } from './agreement.ts';
import { CaseIndex } from './case-index.ts';
import { cohortOf, freezeStored } from './cohorts.ts';
import {
  checkBundle,
  nameSource,
  ownSource,
  setTrust,
  shareEvidence,
  takeBundle,
  type BundleCheck,
} from './evidence.ts';
import { evidenceBeside, type CountsBeside } from './local-counts.ts';
import { importTable, type TableFile } from './import-table.ts';

/** What the command line does with a store. */
export interface Registry {
  /** A cohort as it stands now by its name, or a frozen one by its hash. */
  cohort(nameOrHash: string): Promise<AnsweredCohort>;
  /** Agreement of the readers of a study, once all is read. */
  agreement(study: string): Promise<StudyAgreement>;
  source(): Promise<SourceDocument | null>;
  nameSource(source: SourceDocument): Promise<void>;
  /** Freezes a cohort (or takes a frozen one by its hash) and shares its counts as the next version. */
  share(nameOrHash: string): Promise<SignedBundle>;
  check(bundle: unknown): Promise<BundleCheck>;
  trust(publicKey: string, name: string): Promise<void>;
  take(bundle: unknown): Promise<BundleCheck & { readonly stored: boolean }>;
  /** Local counts for a case that is read, of a cohort or of everything; that case itself is never among them. */
  countsBeside(read: CaseFacts, cohort?: string): Promise<CountsBeside>;
  importTable(file: TableFile, mapping: unknown, keepGood: boolean): Promise<CasesImported>;
  importCases(entries: Iterable<ImportEntry>, keepGood: boolean): Promise<CasesImported>;
  close(): Promise<void>;
}

/**
 * Opens the registry of a store, also while a Calx serves it.
 * @param by who is named in the history
 * @throws ServerError with one sentence.
 */
export async function openRegistry(options: StoreOptions, by: string): Promise<Registry> {
  const { database, root, close } = await openOrJoinStore(options);
  const { pool } = database;
  const index = new CaseIndex(pool);
  return {
    cohort: (nameOrHash) => cohortOf(pool, index, nameOrHash),
    agreement: (study) => studyAgreement(pool, study),
    source: () => ownSource(pool),
    nameSource: (source) => nameSource(pool, source, by),
    share: async (nameOrHash) => {
      const frozen = (await cohortOf(pool, index, nameOrHash)).sha256;
      const hash = frozen ?? (await freezeStored(pool, index, nameOrHash, by)).sha256;
      return shareEvidence(pool, root, hash, by);
    },
    check: (bundle) => checkBundle(pool, bundle),
    trust: (publicKey, name) => setTrust(pool, publicKey, { name, trusted: true }, by),
    take: (bundle) => takeBundle(pool, bundle, by),
    countsBeside: (read, cohort) => evidenceBeside(pool, index, read, cohort),
    importTable: (file, mapping, keepGood) => importTable(pool, file, mapping, { by, keepGood }),
    importCases: (entries, keepGood) => importCases(pool, entries, { by, keepGood }),
    close,
  };
}
