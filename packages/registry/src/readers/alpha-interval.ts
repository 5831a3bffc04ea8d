import { createRandom } from '@calx/diagnosis';
import { krippendorffAlpha, type Scale } from '../statistics/index.ts';

export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Krippendorff's alpha with a percentile bootstrap interval over cases. Zapf A, Castell S, Morawietz L, Karch A 2016,
 * "Measuring inter-rater reliability for nominal data – which coefficients and confidence intervals are appropriate?",
 * doi:10.1186/s12874-016-0200-9. `ratings[case][reader]`; the seed makes it the same every time.
 */
export function alphaInterval(
  ratings: readonly (readonly (number | null)[])[],
  scale: Scale,
  { level, resamples, seed }: { readonly level: number; readonly resamples: number; readonly seed: number },
): Interval {
  const alpha = (rows: typeof ratings): number =>
    krippendorffAlpha(
      (rows[0] ?? []).map((_, reader) => rows.map((row) => row[reader] ?? null)),
      scale,
    );
  const next = createRandom(seed);
  const drawn = Array.from({ length: resamples }, () =>
    alpha(ratings.map(() => ratings[Math.floor(next() * ratings.length)] ?? [])),
  )
    // A sample in which all say the same has no alpha: there is perfect agreement in it.
    .map((value) => (Number.isNaN(value) ? 1 : value))
    .sort((a, b) => a - b);
  const quantile = (share: number): number =>
    drawn[Math.min(drawn.length - 1, Math.floor(share * drawn.length))] ?? NaN;
  const tail = (1 - level) / 2;
  return { value: alpha(ratings), low: quantile(tail), high: quantile(1 - tail) };
}
