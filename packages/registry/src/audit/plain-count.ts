import type { SeriesWords } from './plain-words.ts';

/** A count as a person writes it; what is not written stays out. */
export interface PlainCount {
  readonly k?: number;
  readonly n?: number;
  /** As printed. */
  readonly percent?: string;
  /** Words behind the count, for instance where the lesion lay. */
  readonly rest?: string;
}

const NUMBER = String.raw`\d+(?:\.\d+)?`;
const FRACTION = new RegExp(String.raw`^(${NUMBER})\s*(?:\/|of|out of|\uFF0F)\s*(${NUMBER})`, 'i');
const PERCENT = new RegExp(String.raw`(${NUMBER})\s*(?:%|\uFF05|per cent|percent)`, 'i');
const LEADING = new RegExp(String.raw`^(${NUMBER})`);

/** `8`, `8/15`, `8 of 15`, `8 (53.3 %)`, `53.3 %`, `8例`, or a map of those parts; undefined for anything else. */
export function readCount(node: unknown, words: SeriesWords): PlainCount | undefined {
  if (typeof node === 'number') return Number.isFinite(node) ? { k: node } : undefined;
  if (typeof node === 'string') return readText(node.trim());
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
  const parts: { k?: number; n?: number; percent?: string } = {};
  for (const [key, value] of Object.entries(node)) {
    if (words.is('percent', key)) {
      const text = String(value).replace(/\s*[%\uFF05]$/, '');
      if (!LEADING.test(text)) return undefined;
      parts.percent = text;
    } else if (words.is('of', key)) {
      if (typeof value !== 'number') return undefined;
      parts.n = value;
    } else if (words.is('k', key)) {
      const count = readCount(value, words);
      if (count?.k === undefined) return undefined;
      Object.assign(parts, count);
    } else if (!words.is('note', key)) return undefined;
  }
  return parts.k === undefined && parts.percent === undefined ? undefined : parts;
}

function readText(text: string): PlainCount | undefined {
  const [, percent] = PERCENT.exec(text) ?? [];
  const fraction = FRACTION.exec(text);
  const shared = percent === undefined ? {} : { percent };
  if (fraction) {
    const rest = restOf(text.slice(fraction[0].length));
    return { k: Number(fraction[1]), n: Number(fraction[2]), ...shared, ...rest };
  }
  const [whole] = LEADING.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const behind = text.slice(whole.length);
  if (percent === whole && /^\s*(?:%|\uFF05|per)/i.test(behind)) {
    const [, n] = /\bof\s+(\d+)/i.exec(behind) ?? [];
    return { percent, ...(n !== undefined && { n: Number(n) }) };
  }
  // "56 years" or "2.1 cm" is no count of patients; "8 patients" and "8例" are.
  if (!/^\s*(?:$|[(\uFF08,;，；]|patients?\b|cases?\b|lesions?\b|women\b|men\b|例|人)/i.test(behind))
    return undefined;
  return { k: Number(whole), ...shared, ...restOf(behind) };
}

function restOf(text: string): { rest?: string } {
  const rest = text.replace(/^[\s,;，；()（）]+/, '').trim();
  return rest === '' ? {} : { rest };
}

/** Counts inside running text: `9 of 15 patients (63 %)`, `9/15`, `9例(60%)`; each with the words around it. */
export function countsInText(text: string): (PlainCount & { readonly says: string })[] {
  const pattern = new RegExp(
    String.raw`(\d+)\s*(?:\/|of(?: the)?|out of)\s*(\d+)(?!\d|\.\d|\/)(?:[^\d%.;。；]{0,40}?[(\uFF08]\s*(${NUMBER})\s*[%\uFF05]\s*[)\uFF09]?)?`,
    'gi',
  );
  return [...text.matchAll(pattern)].map(([says, k, n, percent]) => ({
    says: says.trim(),
    k: Number(k),
    n: Number(n),
    ...(percent !== undefined && { percent }),
  }));
}
