import { percentile, spreadOf } from './statistics.ts';

/** First-order statistics of the mineral voxels in HU, by their IBSI names. */
export interface Density {
  /** Q4LE */
  readonly mean: number;
  /** Square root of the variance ECT3 (divided by n). */
  readonly sd: number;
  /** 1GSF */
  readonly min: number;
  /** 84IY */
  readonly max: number;
  /** QG58 */
  readonly p10: number;
  /** Y12H */
  readonly p50: number;
  /** 8DWT */
  readonly p90: number;
}

/** Statistics of values; throws a RangeError on none. Percentiles interpolate linearly between order statistics. */
export function densityOf(values: ArrayLike<number>): Density {
  if (values.length === 0) throw new RangeError('Density needs at least one voxel.');
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  const { mean, sd } = spreadOf(sorted);
  return {
    mean,
    sd,
    min: sorted[0] as number,
    max: sorted[n - 1] as number,
    p10: percentile(sorted, 0.1),
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
  };
}
