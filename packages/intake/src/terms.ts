import { occurs, type Lexicon, type Rule } from './lexicon.ts';
import { clauseOf } from './sentences.ts';
import { stateOf } from './state.ts';
import type { Sentence, Span } from './types.ts';

/** A span with the place of its rule in the lexicon: the more specific rules stand first. */
export interface RankedSpan extends Span {
  readonly rank: number;
}

/** Everything that the lexicon's rules find in the sentences. */
export function findTerms(sentences: readonly Sentence[], lexicon: Lexicon): RankedSpan[] {
  return sentences
    .filter(({ section }) => section !== 'technique')
    .flatMap((sentence) => lexicon.rules.flatMap((rule, rank) => applyRule(sentence, rule, rank, lexicon)));
}

function applyRule(sentence: Sentence, rule: Rule, rank: number, lexicon: Lexicon): RankedSpan[] {
  const { text, section, heading } = sentence;
  if (rule.only && !rule.only.includes(section)) return [];
  if (rule.with && !occurs(rule.with, `${heading} ${text}`)) return [];
  rule.match.lastIndex = 0;
  return [...text.matchAll(rule.match)].flatMap((match) => {
    const start = match.index;
    const end = start + match[0].length;
    if (end === start) return [];
    if (rule.unless && occurs(rule.unless, clauseOf(text, start, end))) return [];
    const state = rule.own ? 'present' : stateOf(text, start, end, lexicon);
    const negated = state === 'absent' && rule.negated !== undefined;
    const place = {
      start: sentence.start + start,
      end: sentence.start + end,
      text: sentence.raw.slice(start, end),
      rank,
    };
    const implied =
      state === 'present'
        ? Object.entries(rule.implies ?? {}).map(([variable, value]) => ({
            variable,
            value,
            state,
            ...place,
          }))
        : [];
    return [
      {
        variable: rule.variable,
        value: negated ? (rule.negated ?? rule.value) : rule.value,
        state,
        ...place,
      },
      ...implied,
    ];
  });
}
