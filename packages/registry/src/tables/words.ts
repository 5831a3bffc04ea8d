import type { Lang, Release, Translate } from '@calx/knowledge';
import { z } from 'zod';
import { wilson } from '../statistics/index.ts';

/** What every table needs: the words and the release behind them. */
export interface TableContext {
  readonly release: Release;
  readonly lang: Lang;
  readonly t: Translate;
}

const levelSchema = z.object({ tables: z.object({ level: z.object({ value: z.number().gt(0).lt(1) }) }) });

/** Confidence level of the tables' intervals, from `knowledge/thresholds/registry.yaml`. */
export function levelOf(release: Pick<Release, 'thresholds'>): number {
  return levelSchema.parse(release.thresholds['registry']).tables.level.value;
}

/** The cells "k/n", "%" and interval; dashes where nobody was examined. */
export function shareCells(k: number, n: number, level: number): [string, string, string] {
  if (n === 0) return [`${k}/${n}`, '–', '–'];
  const { share, low, high } = wilson(k, n, level);
  return [`${k}/${n}`, percent(share), `${percent(low)}–${percent(high)}`];
}

/** A share in percent with one decimal. */
export const percent = (share: number) => (100 * share).toFixed(1);

/** The middle value; the mean of the two middle ones for an even number. Undefined without values. */
export function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [
    sorted[Math.floor((sorted.length - 1) / 2)],
    sorted[Math.ceil((sorted.length - 1) / 2)],
  ];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

/** Smallest and largest value; undefined without values. */
export function rangeOf(values: readonly number[]): readonly [number, number] | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return values.length > 0 ? [low, high] : undefined;
}
