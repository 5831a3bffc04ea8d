import { percentSign, type Lang } from '@calx/knowledge';
import { wilson } from '@calx/registry';

const percent = (share: number): string => (100 * share).toFixed(0);

/** "9/15, 60 % (36–80)", "9/15，60%（36–80）": a count with its share and 95 % Wilson interval; a dash for none. */
export function shareText(
  count: { readonly k: number; readonly n: number } | null | undefined,
  lang: Lang,
): string {
  if (!count || count.n === 0) return '–';
  const { k, n, share, low, high } = wilson(count.k, count.n);
  const figure = `${percent(share)}${percentSign(lang)}`;
  const bounds = `${percent(low)}–${percent(high)}`;
  return lang === 'zh' ? `${k}/${n}，${figure}（${bounds}）` : `${k}/${n}, ${figure} (${bounds})`;
}
