import { countSet } from '../grid.ts';
import { eroded, opened } from '../morphology.ts';
import type { MrRules } from './rules.ts';
import type { MaskedRegion } from './sequence.ts';
import type { SignalMeasurement } from './signal.ts';

/** Thin bright parts within a dark mass. */
export interface Strands {
  readonly series: string;
  readonly present: boolean;
  /** Their share of the mass, its surface left out. */
  readonly share: number;
}

/** Bright strands of a mass that is dark on a sequence; null where it is not dark. */
export function strandsIn(
  { region, mask }: MaskedRegion,
  signal: SignalMeasurement,
  { strands, signal: limits }: MrRules,
): Strands | null {
  if (signal.class !== 'dark') return null;
  const inner = eroded(mask, region, strands.edge);
  const inside = countSet(inner);
  if (inside === 0) return null;
  const limit = limits.bright * signal.muscle.mean;
  const bright = inner.map((set, at) => (set && (region.values[at] as number) > limit ? 1 : 0));
  const thick = opened(bright, region, strands.thickness);
  const share = bright.filter((set, at) => set && !thick[at]).length / inside;
  return { series: signal.series, present: share >= strands.share, share };
}
