import { expose } from 'comlink';
import { loadRelease, withLaboratory, type CaseFacts } from '@calx/knowledge';
import { diagnose, type DiagnoseOptions, type Differential } from '@calx/diagnosis';

const worker = {
  /** The differential of a case; the same call as the command line makes. */
  diagnose: (facts: CaseFacts, options: DiagnoseOptions): Differential =>
    diagnose(withLaboratory(facts), loadRelease(), options),
};

export type DiagnosisWorker = typeof worker;
expose(worker);
