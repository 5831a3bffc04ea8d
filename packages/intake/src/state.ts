import { occurs, pattern, type Lexicon } from './lexicon.ts';
import type { SpanState } from './types.ts';

/**
 * Is what stands at `start` to `end` of a sentence present, absent or possible? A negation reaches forward to the end
 * of its clause, across the commas of an `or` list in English (after NegEx, doi:10.1006/jbin.2001.1029).
 */
export function stateOf(
  text: string,
  start: number,
  end: number,
  { lang, data }: Lexicon,
  negationAfter = data.negation.after,
): SpanState {
  const before = scopeBefore(text.slice(0, start), text.slice(end), data.negation, lang);
  const after = text.slice(end);
  if (
    occurs(pattern(data.negation.before), before + text.slice(start, end)) ||
    occurs(pattern(negationAfter), after)
  ) {
    return occurs(pattern(data.uncertain.after), after) ? 'possible' : 'absent';
  }
  const doubtful =
    occurs(pattern(data.uncertain.before), before) || occurs(pattern(data.uncertain.after), after);
  return doubtful ? 'possible' : 'present';
}

/** What stands before the match within the reach of a negation. */
function scopeBefore(
  before: string,
  after: string,
  { stop }: Readonly<Record<'stop', string>>,
  lang: string,
): string {
  let from = 0;
  for (const match of before.matchAll(pattern(stop))) from = match.index + match[0].length;
  const scope = before.slice(from);
  if (lang === 'zh' || !scope.includes(',')) return scope;
  const rest = after.split(/[;:.]/u)[0] ?? '';
  const listed = /\b(?:or|nor)\b/iu.test(scope.slice(scope.lastIndexOf(',')) + rest);
  return listed ? scope : scope.slice(scope.lastIndexOf(',') + 1);
}
