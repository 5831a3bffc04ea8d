import { wilson } from '@calx/registry';

const percent = (share: number): string => (100 * share).toFixed(0);

/** "9/15, 60 % (36–80)": a count with its share and 95 % Wilson interval; a dash for none. */
export function shareText(count: { readonly k: number; readonly n: number } | null | undefined): string {
  if (!count || count.n === 0) return '–';
  const { k, n, share, low, high } = wilson(count.k, count.n);
  return `${k}/${n}, ${percent(share)} % (${percent(low)}–${percent(high)})`;
}
