import { describe, expect, it } from 'vitest';
import { bootstrap, reliabilityOf, scoresOf, type Scored } from './metrics.ts';

const scored = (rank: number, truth: number, top: number, brier = 0): Scored => ({ rank, truth, top, brier });
const four = [scored(1, 0.9, 0.9), scored(2, 0.3, 0.6), scored(4, 0.05, 0.65), scored(1, 0.62, 0.62)];

describe('scores', () => {
  it('are those computed by hand', () => {
    const scores = scoresOf(four);
    expect(scores.top1).toBe(0.5);
    expect(scores.top3).toBe(0.75);
    expect(scores.mrr).toBeCloseTo((1 + 0.5 + 0.25 + 1) / 4, 12);
    expect(scores.logLoss).toBeCloseTo(-(Math.log(0.9 * 0.3 * 0.05 * 0.62) / 4), 12);
    // 0.9 stands alone (right); 0.6, 0.65, 0.62 share a bin (one of three right).
    expect(scores.ece).toBeCloseTo((1 / 4) * 0.1 + (3 / 4) * (1.87 / 3 - 1 / 3), 12);
  });

  it('put a certain leader into the last bin', () => {
    expect(reliabilityOf([scored(1, 1, 1)])[9]).toMatchObject({ n: 1, accuracy: 1 });
  });

  it('have bootstrap bounds around them, the same for the same seed', () => {
    const [low, high] = bootstrap(four, 7, 0.95).top1;
    expect(low).toBeLessThanOrEqual(0.5);
    expect(high).toBeGreaterThanOrEqual(0.5);
    expect(bootstrap(four, 7, 0.95)).toEqual(bootstrap(four, 7, 0.95));
  });
});
