import { describe, expect, it } from 'vitest';
import { CancelledError, type MeasureStep } from '@calx/lesion';
import { candidatesOf } from './candidates.ts';
import { isStopped, kernelOptions, stopWord, watched, type Job, type WorkState } from './job.ts';
import { lesionOf } from './lesion.ts';
import type { LoadedSeries } from './series-load.ts';

const SIZE = 40;
const MIDDLE = SIZE / 2;

/** A ball of mineral in soft tissue. */
const ball = (seriesUID: string): LoadedSeries => {
  const data = new Int16Array(SIZE ** 3).map((_, at) => {
    const [i, j, k] = [at % SIZE, Math.floor(at / SIZE) % SIZE, Math.floor(at / SIZE ** 2)];
    return Math.hypot(i - MIDDLE, j - MIDDLE, k - MIDDLE) < 7 ? 500 : 40;
  });
  const axes = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const;
  const geometry = { size: [SIZE, SIZE, SIZE], spacing: [1, 1, 1], origin: [0, 0, 0], axes } as const;
  return {
    volume: { ...geometry, data, quantity: 'HU', seriesUID, modality: 'CT' },
    frameOfReference: '',
    notes: [],
  };
};
const seed = [MIDDLE, MIDDLE, MIDDLE] as const;

describe('a job of a worker', () => {
  it('names its steps, and gives the same lesion again without measuring anew', () => {
    const told: WorkState[] = [];
    const job: Job = { progress: (state) => told.push(state), stop: stopWord() };
    const series = ball('1');
    const { measurement } = lesionOf(series, { seed }, job);
    const steps = [...new Set(told.map(({ step }) => step))];
    expect(steps).toEqual(['survey', 'grow', 'describe'] satisfies MeasureStep[]);
    expect(told.at(-1)?.share).toBe(1);
    const before = told.length;
    expect(lesionOf(series, { seed }, job).measurement).toEqual(measurement);
    expect(told).toHaveLength(before);
  });

  it('ends in the midst of measuring once the shared word says so', () => {
    const stop = stopWord();
    const progress = ({ step }: WorkState): void => {
      if (step === 'describe') Atomics.store(stop, 0, 1);
    };
    expect(() => lesionOf(ball('2'), { seed }, { progress, stop })).toThrow(CancelledError);
    expect(() => candidatesOf(ball('2'), { progress, stop })).toThrow(CancelledError);
  });

  it('tells of no slice by itself', () => {
    const told: WorkState[] = [];
    const { onProgress } = kernelOptions({ progress: (state) => told.push(state), stop: stopWord() });
    for (let slice = 0; slice <= 1000; slice++) onProgress(slice / 1000);
    expect(told.length).toBeLessThan(60);
  });

  it('is over for the page at once when it is given up, and says nothing more', async () => {
    const told: WorkState[] = [];
    const aborter = new AbortController();
    let inside: Job | undefined;
    const never = watched(
      (job) => {
        inside = job;
        return new Promise(() => undefined);
      },
      { signal: aborter.signal, onProgress: (state) => told.push(state) },
    );
    inside?.progress({ step: 'read' });
    aborter.abort();
    await expect(never).rejects.toMatchObject({ name: 'AbortError' });
    inside?.progress({ step: 'grow' });
    expect(told).toEqual([{ step: 'read' }]);
    expect(inside && isStopped(inside.stop)).toBe(true);
  });

  it('finds masses without a click, each with a point in its mineral', () => {
    const job: Job = { progress: () => undefined, stop: stopWord() };
    const series = ball('3');
    const { candidates: found, leftOut } = candidatesOf(series, job);
    expect(leftOut).toEqual([]);
    for (const candidate of found) {
      const { measurement } = lesionOf(series, { seed: candidate.seed }, job);
      expect(measurement.maxDiameter).toBe(candidate.diameter);
    }
    expect(found.map(({ seed: at }) => at)).toEqual([[MIDDLE, MIDDLE, MIDDLE]]);
  });
});
