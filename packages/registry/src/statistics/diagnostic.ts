import { wilson, zOf, type Proportion } from './proportion.ts';

/** Test result against truth. */
export interface DiagnosticCounts {
  readonly truePositive: number;
  readonly falsePositive: number;
  readonly falseNegative: number;
  readonly trueNegative: number;
}

export interface Ratio {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface DiagnosticAccuracy {
  readonly sensitivity: Proportion;
  readonly specificity: Proportion;
  readonly positivePredictiveValue: Proportion | null;
  readonly negativePredictiveValue: Proportion | null;
  readonly likelihoodRatioPositive: Ratio;
  readonly likelihoodRatioNegative: Ratio;
}

/**
 * Accuracy of a yes/no test. Proportions with Wilson intervals; likelihood ratios with log-normal intervals
 * (Simel DL, Samsa GP, Matchar DB 1991, doi:10.1016/0895-4356(91)90128-V).
 */
export function diagnosticAccuracy(counts: DiagnosticCounts, level = 0.95): DiagnosticAccuracy {
  const { truePositive: tp, falsePositive: fp, falseNegative: fn, trueNegative: tn } = counts;
  const predictive = (k: number, n: number): Proportion | null => (n === 0 ? null : wilson(k, n, level));
  return {
    sensitivity: wilson(tp, tp + fn, level),
    specificity: wilson(tn, tn + fp, level),
    positivePredictiveValue: predictive(tp, tp + fp),
    negativePredictiveValue: predictive(tn, tn + fn),
    likelihoodRatioPositive: shareRatio(tp, tp + fn, fp, fp + tn, level),
    likelihoodRatioNegative: shareRatio(fn, tp + fn, tn, fp + tn, level),
  };
}

/** (a/m) / (b/n) with its log-normal interval; an empty numerator or denominator leaves it open. */
function shareRatio(a: number, m: number, b: number, n: number, level: number): Ratio {
  const value = a / m / (b / n);
  if (a === 0 || b === 0) return { value, low: 0, high: Number.POSITIVE_INFINITY };
  const error = Math.sqrt(1 / a - 1 / m + 1 / b - 1 / n);
  const factor = Math.exp(zOf(level) * error);
  return { value, low: value / factor, high: value * factor };
}
