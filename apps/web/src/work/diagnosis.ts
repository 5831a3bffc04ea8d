import { wrap, type Remote } from 'comlink';
import type { CaseFacts } from '@calx/knowledge';
import type { DiagnoseOptions, Differential } from '@calx/diagnosis';
import type { DiagnosisWorker } from './diagnosis.worker.ts';

let remote: Remote<DiagnosisWorker> | undefined;

/** The differential of a case, computed off the page's thread so that typing never waits for it. */
export function diagnoseCase(facts: CaseFacts, options: DiagnoseOptions = {}): Promise<Differential> {
  remote ??= wrap<DiagnosisWorker>(
    new Worker(new URL('./diagnosis.worker.ts', import.meta.url), { type: 'module' }),
  );
  return remote.diagnose(facts, options);
}
