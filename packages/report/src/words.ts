import {
  createTranslator,
  diagnosisName,
  loadRelease,
  percentSign,
  valueLabel,
  variableLabel,
  type Lang,
  type MessageParams,
  type Release,
  type Text,
} from '@calx/knowledge';
import type { Quantity } from './types.ts';

/** The words of one language: catalog texts, labels of the vocabulary, names and citations. */
export interface Words {
  readonly lang: Lang;
  readonly release: Release;
  /** A text of the report's catalog; empty for a key that the catalog lacks. */
  optional(key: string, params?: MessageParams): string;
  t(key: string, params?: MessageParams): string;
  variable(id: string): string;
  value(variable: string, value: unknown): string;
  disease(id: string): string;
  citation(source: string): string;
  of(text: string | Text): string;
  list(items: readonly string[]): string;
}

export function wordsOf(lang: Lang): Words {
  const release = loadRelease();
  const translate = createTranslator(lang);
  const optional = (key: string, params: MessageParams = {}): string => {
    const text = translate(`report:${key}`, params);
    return text === key || text === `report:${key}` ? '' : text;
  };
  const t = (key: string, params: MessageParams = {}): string => optional(key, params) || key;
  const words: Words = {
    lang,
    release,
    optional,
    t,
    variable: (id) => named(variableLabel(release, id)[lang]),
    value: (variable, value) => named(valueLabel(release, variable, String(value))[lang]),
    disease: (id) => named(diagnosisName(release, id)[lang]),
    citation: (source) =>
      release.sources[source]?.citation ?? (optional(`sources.other.${source}`) || named(source)),
    of: (text) => (typeof text === 'string' ? text : text[lang]),
    list: (items) => {
      const last = items.at(-1) ?? '';
      if (items.length < 2) return last;
      return items.slice(0, -1).join(t('join.list')) + t('join.last') + last;
    },
  };
  return words;
}

/** Ids that the release does not know are shown as words. */
const named = (label: string): string => label.replaceAll('_', ' ');

/** Integer part grouped by thin spaces, as the SI brochure writes numbers (9th edition, 5.4.4). */
export function formatNumber(value: number, digits: number): string {
  const [whole = '0', fraction] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.length > 4 ? whole.replaceAll(/\B(?=(\d{3})+$)/g, '\u2009') : whole;
  const sign = value < 0 && Number(value.toFixed(digits)) !== 0 ? '\u2212' : '';
  return sign + grouped + (fraction ? `.${fraction}` : '');
}

/** Three significant figures, all digits of large numbers. */
export function formatQuantity(quantity: Quantity): string {
  const value = valueOf(quantity);
  const size = Math.abs(value);
  return formatNumber(value, size >= 100 || size === 0 ? 0 : size >= 10 ? 1 : 2);
}

export const valueOf = (quantity: Quantity): number =>
  typeof quantity === 'number' ? quantity : quantity.value;

/** A probability in per cent; never 0 or 100, which no count can show. */
export function formatPercent(probability: number, lang: Lang): string {
  const sign = percentSign(lang);
  const percent = Math.round(probability * 100);
  if (percent < 1) return `<\u202f1${sign}`;
  if (percent > 99) return `>\u202f99${sign}`;
  return `${percent}${sign}`;
}

/** A label within a sentence; abbreviations such as `T1` or `CT` stay as they are. */
export const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
