import { valueLabel, loadRelease, type FindingInput, type Lang, type Variable } from '@calx/knowledge';
import { statedValues } from './values.ts';

const NOT: Readonly<Record<Lang, (text: string) => string>> = {
  zh: (text) => `无${text}`,
  en: (text) => `no ${text}`,
};
const MAYBE: Readonly<Record<Lang, (text: string) => string>> = {
  zh: (text) => `${text}？`,
  en: (text) => `${text}?`,
};

/** A finding's value in words: "Erosion, no sclerosis", "397 HU". */
export function valueText(variable: Variable, input: FindingInput, lang: Lang): string {
  if (typeof input === 'number') return variable.unit ? `${input} ${unitText(variable.unit)}` : String(input);
  const name = (value: string): string => valueLabel(loadRelease(), variable.id, value)[lang];
  const { present, absent, possible } = statedValues(input);
  return [
    ...present.map(name),
    ...possible.map((value) => MAYBE[lang](name(value))),
    ...absent.map((value) => NOT[lang](name(value))),
  ].join(lang === 'zh' ? '、' : ', ');
}

/** UCUM codes as people write them. */
const UNITS: Readonly<Record<string, string>> = {
  "[hnsf'U]": 'HU',
  mo: 'mo',
  a: 'y',
  '10*-3.mm2/s': '×10⁻³ mm²/s',
  umol: 'µmol',
  'umol/L': 'µmol/L',
  'ug/L': 'µg/L',
  'ug/dL': 'µg/dL',
  "[arb'U]/mL": 'arb. U/mL',
  'ukat/L': 'µkat/L',
  mm3: 'mm³',
  mm2: 'mm²',
};
export const unitText = (ucum: string): string => UNITS[ucum] ?? ucum;
