import { occurs, pattern, type Lexicon } from './lexicon.ts';
import { clauseOf } from './sentences.ts';
import type { Sentence, Span } from './types.ts';

/** Days and months as the published coding counts them: four weeks or thirty days a month. */
const monthsPer = { day: 1 / 30, week: 1 / 4, month: 1, year: 12 } as const;

/** Age in years and sex, from the first sentence that gives them. */
export function findPatient(
  sentences: readonly Sentence[],
  { data }: Lexicon,
): { age?: number; sex?: 'F' | 'M'; spans: Span[] } {
  const spans: Span[] = [];
  let age: number | undefined;
  let sex: 'F' | 'M' | undefined;
  for (const sentence of sentences) {
    if (age === undefined) {
      const match = pattern(data.age).exec(sentence.text) ?? pattern(data.ageLater).exec(sentence.text);
      if (match?.[1]) {
        age = Number(match[1]) * (unitOf(match[0].slice(match[1].length), data.units) / 12);
        spans.push(spanAt(sentence, 'age', age, match.index, match[0]));
      }
    }
    if (sex === undefined) {
      const found = (['F', 'M'] as const)
        .map((value) => ({ value, match: sexMatch(data.sex[value], sentence.text) }))
        .filter(({ match }) => match !== null)
        .sort((a, b) => (a.match?.index ?? 0) - (b.match?.index ?? 0))[0];
      if (found?.match) {
        sex = found.value;
        spans.push(spanAt(sentence, 'sex', sex, found.match.index, found.match[0]));
      }
    }
  }
  return {
    ...(age === undefined ? {} : { age: Math.round(age * 100) / 100 }),
    ...(sex ? { sex } : {}),
    spans,
  };
}

/** Single letters count only as capitals. */
function sexMatch(source: string, text: string): RegExpExecArray | null {
  const match = pattern(source).exec(text);
  if (match && /^[a-z]$/u.test(match[0])) return null;
  return match;
}

function unitOf(text: string, units: Lexicon['data']['units']): number {
  const word = text.replace(/^[\s-]+/u, '');
  const unit = (['day', 'week', 'month'] as const).find((name) => occurs(pattern(units[name]), word));
  // `34F`, `56岁`: years.
  return unit && !/岁/u.test(word) ? monthsPer[unit] : monthsPer.year;
}

/** Months since the lesion was first noticed: the first stretch of time that belongs to it. */
export function findDuration(sentences: readonly Sentence[], { data }: Lexicon): Span | null {
  const { match: source, before, after, void: other } = data.duration;
  for (const sentence of sentences) {
    if (sentence.section !== 'history' && sentence.section !== 'other') continue;
    for (const match of sentence.text.matchAll(pattern(source))) {
      const end = match.index + match[0].length;
      const isAge = /岁|old|y\/?o/iu.test(sentence.text.slice(match.index, end + 4));
      if (isAge || occurs(pattern(other), clauseOf(sentence.text, match.index, end))) continue;
      const said =
        occurs(pattern(before), sentence.text.slice(0, match.index)) ||
        occurs(pattern(after), sentence.text.slice(end));
      if (!said) continue;
      const amount = Number(match[1]) || data.numbers[match[1]?.toLowerCase() ?? ''];
      if (!amount) continue;
      const unit = (['day', 'week', 'month', 'year'] as const).find((name) =>
        occurs(pattern(data.units[name]), match[3] ?? ''),
      );
      const months = Math.round(amount * monthsPer[unit ?? 'month'] * 100) / 100;
      return spanAt(sentence, 'duration_months', months, match.index, match[0]);
    }
  }
  return null;
}

/** The largest extent that the report gives, in mm. */
export function findSize(sentences: readonly Sentence[], { data }: Lexicon): number | null {
  const sizes = sentences
    .filter(({ section }) => section !== 'technique' && section !== 'laboratory')
    .flatMap(({ text }) => [...text.matchAll(pattern(data.size))].flatMap(millimetres));
  return sizes.length > 0 ? Math.max(...sizes) : null;
}

function millimetres(match: RegExpMatchArray): number[] {
  const [, first, , second, , third, last, unit = 'mm'] = match;
  const factor = /^(?:cm|厘米)$/iu.test(unit) ? 10 : 1;
  return [first, second, third, last]
    .filter((text) => text !== undefined)
    .map((text) => Math.round(Number(text) * factor * 10) / 10);
}

const spanAt = (
  sentence: Sentence,
  variable: string,
  value: string | number,
  at: number,
  text: string,
): Span => ({
  variable,
  value,
  state: 'present',
  start: sentence.start + at,
  end: sentence.start + at + text.length,
  text: sentence.raw.slice(at, at + text.length),
});
