import type { Grade, SourceCount } from '@calx/diagnosis';
import { percentSign, type Lang } from '@calx/knowledge';

/** A share in per cent: whole numbers, and never a 0 or 100 that no count can show. */
export function percent(share: number, lang: Lang): string {
  const sign = percentSign(lang);
  if (share > 0 && share < 0.005) return `<1${sign}`;
  if (share < 1 && share > 0.995) return `>99${sign}`;
  return `${Math.round(share * 100)}${sign}`;
}

/** Decibans with sign: +7.4 dB. */
export const decibans = (value: number): string =>
  `${value > 0 ? '+' : value < 0 ? '−' : '±'}${Math.abs(value).toFixed(1)} dB`;

/** The count of a source as it stands in the source. */
export function countOf({ k, n }: SourceCount): string | undefined {
  if (k !== undefined && n !== undefined) return `${k}/${n}`;
  return n === undefined ? undefined : `n = ${n}`;
}

/** How firm a weight is, from 0 to 1, as opacity of its bar: counted is full, assumed is faint. */
export const FIRMNESS: Readonly<Record<Grade, number>> = { counted: 1, stated: 0.65, assumed: 0.35 };
