import type { Role } from '@calx/dicom';
import { percentile, sortedWithin, spreadOf } from '../statistics.ts';
import type { MrRules } from './rules.ts';
import type { MaskedRegion, MrSequence } from './sequence.ts';

export type SignalClass = 'dark' | 'equal' | 'bright' | 'mixed';

/** Signal of the lesion against muscle on one sequence. Ratios have no unit. */
export interface SignalMeasurement {
  readonly series: string;
  readonly role: Role;
  readonly name: string;
  /** Median of the lesion over median of the muscle; bounds from the spread of the muscle. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number };
  /** Within the lesion: 10th and 90th percentile, as ratios. */
  readonly p10: number;
  readonly p90: number;
  /** Shares of the lesion's voxels below, about and above muscle. */
  readonly shares: { readonly dark: number; readonly equal: number; readonly bright: number };
  readonly class: SignalClass;
  /** Within the bounds of the ratio lies a threshold between classes. */
  readonly nearThreshold: boolean;
  readonly voxels: number;
  readonly muscle: { readonly mean: number; readonly sd: number; readonly voxels: number };
}

export function signalOf(
  sequence: MrSequence,
  lesion: MaskedRegion,
  muscle: MaskedRegion,
  { signal }: MrRules,
): SignalMeasurement {
  const values = sortedWithin(lesion.region.values, lesion.mask);
  const reference = sortedWithin(muscle.region.values, muscle.mask);
  const middle = percentile(reference, 0.5);
  const { mean, sd } = spreadOf(reference);
  const value = percentile(values, 0.5) / middle;
  const low = percentile(values, 0.5) / (middle + sd);
  const high = percentile(values, 0.5) / Math.max(middle - sd, middle / 10);
  const count = (keep: (ratio: number) => boolean): number =>
    values.filter((one) => keep(one / middle)).length / values.length;
  const shares = {
    dark: count((ratio) => ratio < signal.dark),
    bright: count((ratio) => ratio > signal.bright),
  };
  const mixed = shares.dark >= signal.mixedShare && shares.bright >= signal.mixedShare;
  return {
    series: sequence.volume.seriesUID,
    role: sequence.role,
    name: sequence.name,
    ratio: { value, low, high },
    p10: percentile(values, 0.1) / middle,
    p90: percentile(values, 0.9) / middle,
    shares: { ...shares, equal: 1 - shares.dark - shares.bright },
    class: mixed ? 'mixed' : value < signal.dark ? 'dark' : value > signal.bright ? 'bright' : 'equal',
    nearThreshold: [signal.dark, signal.bright].some((limit) => low <= limit && limit <= high),
    voxels: values.length,
    muscle: { mean, sd, voxels: reference.length },
  };
}
