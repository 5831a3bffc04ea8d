import type { Quantity } from './types.ts';

const UNITS: Readonly<Record<string, string>> = { mm3: 'mm³', mm2: 'mm²', "[hnsf'U]": 'HU' };

/** Whole numbers from 100, one decimal below; thousands apart by a thin space (SI brochure 5.4.4). */
export function number(value: number): string {
  const size = Math.abs(value);
  const digits = Number.isInteger(value) || size >= 100 ? 0 : 1;
  return value
    .toFixed(digits)
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u2009')
    .replace('-', '−');
}

/** Value, unit and bounds: `8 412 mm³ (8 190–8 630)`. */
export function quantity({ value, unit, low, high }: Quantity): string {
  const bounds =
    low !== undefined && high !== undefined && low !== high ? ` (${number(low)}–${number(high)})` : '';
  return `${number(value)} ${UNITS[unit] ?? unit}${bounds}`;
}
