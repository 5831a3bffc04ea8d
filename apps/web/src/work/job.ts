import type { MeasureStep } from '@calx/lesion';

/** What a worker is at, and the share of all its work that is done (0 to 1) where that is known. */
export interface WorkState {
  readonly step: 'read' | 'sequences' | 'film' | MeasureStep;
  readonly share?: number;
}

/** How the page follows a job and ends it. */
export interface Watch {
  readonly onProgress: (state: WorkState) => void;
  readonly signal: AbortSignal;
}

/** The worker's end of a watch; crosses to the worker as it is. */
export interface Job {
  readonly progress: (state: WorkState) => void;
  /**
   * One shared word, 0 until the work is to stop: a worker in the midst of computing gets no message. Where the browser
   * shares no memory the work goes on unseen and its answer is dropped.
   */
  readonly stop: Int32Array;
}

const STOPPED = 1;

export const stopWord = (): Int32Array =>
  new Int32Array(
    typeof SharedArrayBuffer === 'undefined'
      ? new ArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
      : new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  );

export const isStopped = (stop: Int32Array): boolean => Atomics.load(stop, 0) === STOPPED;

/** Runs a job that ends for the page as soon as it is given up. @throws the reason of the signal once it is aborted */
export function watched<Result>(
  run: (job: Job) => Promise<Result>,
  { onProgress, signal }: Watch,
): Promise<Result> {
  const stop = stopWord();
  return new Promise<Result>((resolve, reject) => {
    const giveUp = (): void => {
      Atomics.store(stop, 0, STOPPED);
      reject(signal.reason as Error);
    };
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    const progress = (state: WorkState): void => {
      if (!signal.aborted) onProgress(state);
    };
    run({ progress, stop })
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/** Less news than this is none: a message for every slice would keep the page busy. */
const LEAST_NEWS = 0.02;

/** How a kernel reports to the page and is stopped by it. */
export function kernelOptions({ progress, stop }: Job): {
  readonly onStep: (step: WorkState['step']) => void;
  readonly onProgress: (share: number) => void;
  readonly shouldStop: () => boolean;
} {
  let state: WorkState | undefined;
  const tell = (next: WorkState): void => {
    if (next.step === state?.step && (next.share ?? 0) - (state.share ?? 0) < LEAST_NEWS) return;
    state = next;
    progress(next);
  };
  return {
    onStep: (step) => tell({ ...state, step }),
    onProgress: (share) => tell({ step: state?.step ?? 'describe', share }),
    shouldStop: () => isStopped(stop),
  };
}
