import { quantile } from './posterior.ts';
import { createRandom } from './random.ts';

/** One scored case: what was predicted for it and what it was. */
export interface Scored {
  /** Place of the truth in the ranking, from 1. */
  readonly rank: number;
  /** Probability given to the truth. */
  readonly truth: number;
  /** Probability of the leader. */
  readonly top: number;
  /** Sum over the classes of (probability - outcome) squared (Brier 1950). */
  readonly brier: number;
}

export interface Scores {
  readonly top1: number;
  readonly top3: number;
  /** Mean reciprocal rank. */
  readonly mrr: number;
  /** Mean of -ln probability of the truth. */
  readonly logLoss: number;
  readonly brier: number;
  /** Expected calibration error of the leader's probability, ten bins of equal width (Naeini et al. 2015). */
  readonly ece: number;
}

/** Leaders whose probability falls into a tenth: how sure they were and how often they were right. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly confidence: number;
  readonly accuracy: number;
}

const BINS = 10;
/** Keeps the loss of an impossible truth finite. */
const SMALLEST = 1e-12;

export function scoresOf(cases: readonly Scored[]): Scores {
  const mean = (of: (scored: Scored) => number) =>
    cases.length === 0 ? 0 : cases.reduce((sum, scored) => sum + of(scored), 0) / cases.length;
  return {
    top1: mean(({ rank }) => (rank === 1 ? 1 : 0)),
    top3: mean(({ rank }) => (rank <= 3 ? 1 : 0)),
    mrr: mean(({ rank }) => 1 / rank),
    logLoss: mean(({ truth }) => -Math.log(Math.max(SMALLEST, truth))),
    brier: mean(({ brier }) => brier),
    ece: calibrationError(cases),
  };
}

export function reliabilityOf(cases: readonly Scored[]): ReliabilityBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const members = cases.filter(({ top }) => Math.min(BINS - 1, Math.floor(top * BINS)) === bin);
    const n = members.length;
    const right = members.filter(({ rank }) => rank === 1).length;
    return {
      from: bin / BINS,
      to: (bin + 1) / BINS,
      n,
      confidence: n === 0 ? 0 : members.reduce((sum, { top }) => sum + top, 0) / n,
      accuracy: n === 0 ? 0 : right / n,
    };
  });
}

function calibrationError(cases: readonly Scored[]): number {
  if (cases.length === 0) return 0;
  return reliabilityOf(cases).reduce(
    (sum, { n, confidence, accuracy }) => sum + (n / cases.length) * Math.abs(confidence - accuracy),
    0,
  );
}

export type Bounds = readonly [number, number];

const RESAMPLES = 1000;

/** Percentile bootstrap over cases (Efron and Tibshirani 1993): bounds of every score at the level. */
export function bootstrap(
  cases: readonly Scored[],
  seed: number,
  level: number,
): Readonly<Record<keyof Scores, Bounds>> {
  const random = createRandom(seed);
  const draws = Array.from({ length: cases.length === 0 ? 0 : RESAMPLES }, () =>
    scoresOf(cases.map(() => cases[Math.floor(random() * cases.length)] as Scored)),
  );
  const bounds = (key: keyof Scores): Bounds => {
    const sorted = Float64Array.from(draws, (scores) => scores[key]).sort();
    return sorted.length === 0
      ? [0, 1]
      : [quantile(sorted, (1 - level) / 2), quantile(sorted, (1 + level) / 2)];
  };
  return {
    top1: bounds('top1'),
    top3: bounds('top3'),
    mrr: bounds('mrr'),
    logLoss: bounds('logLoss'),
    brier: bounds('brier'),
    ece: bounds('ece'),
  };
}
