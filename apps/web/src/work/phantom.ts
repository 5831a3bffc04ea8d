import { wrap } from 'comlink';
import type { PhantomWorker } from './phantom.worker.ts';

export interface PhantomInMaking {
  readonly done: Promise<readonly { readonly path: string; readonly file: File }[]>;
  /** Ends the work; `done` is then never settled. */
  readonly cancel: () => void;
}

/** Makes the DICOM files of a phantom in a worker of its own, which ends with the work. */
export function makePhantomFiles(name: string): PhantomInMaking {
  const worker = new Worker(new URL('./phantom.worker.ts', import.meta.url), { type: 'module' });
  const cancel = (): void => worker.terminate();
  const done = wrap<PhantomWorker>(worker)
    .make(name)
    .then((files) => files.map(({ name: path, bytes }) => ({ path, file: new File([bytes], path) })))
    .finally(cancel);
  return { done, cancel };
}
