import { describe, expect, it } from 'vitest';
import { LatestFirst } from './latest.ts';

describe('a queue of measurements', () => {
  it('runs every key, and of one key only the first and the newest', async () => {
    const done: string[] = [];
    const busy: boolean[] = [];
    let finish: () => void = () => undefined;
    const all = new Promise<void>((resolve) => (finish = resolve));
    const queue = new LatestFirst((state) => {
      busy.push(state);
      if (!state) finish();
    });
    const job = (name: string) => (): Promise<void> => {
      done.push(name);
      return Promise.resolve();
    };
    queue.push('a', job('a1'));
    queue.push('a', job('a2'));
    queue.push('a', job('a3'));
    queue.push('b', job('b1'));
    expect(queue.has('a')).toBe(true);
    await all;
    expect(done).toEqual(['a1', 'a3', 'b1']);
    expect(busy).toEqual([true, false]);
  });

  it('gives up what runs and what waits, and takes new work after', async () => {
    const done: string[] = [];
    let rested: () => void = () => undefined;
    const queue = new LatestFirst((state) => {
      if (!state) rested();
    });
    const rest = (): Promise<void> => new Promise((resolve) => (rested = resolve));
    const untilStopped = (name: string) => (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        signal.addEventListener('abort', () => {
          done.push(`${name} given up`);
          resolve();
        });
      });
    const first = rest();
    queue.push('a', untilStopped('a'));
    queue.push('b', untilStopped('b'));
    queue.stop();
    await first;
    expect(done).toEqual(['a given up']);
    const second = rest();
    queue.push('c', () => {
      done.push('c');
      return Promise.resolve();
    });
    await second;
    expect(done).toEqual(['a given up', 'c']);
  });
});
