import { occurs, pattern, type Lexicon } from './lexicon.ts';
import { clauseStart } from './sentences.ts';
import type { Sentence, Span } from './types.ts';

/** A relative with the same disease is family history; any other disease of a relative is not. */
export function findFamily(sentences: readonly Sentence[], { data }: Lexicon): Span[] {
  const { relatives, relativesSame } = data.irrelevant;
  return sentences.flatMap((sentence) => {
    const match = pattern(relatives).exec(sentence.raw);
    if (!match || !occurs(pattern(relativesSame), sentence.raw)) return [];
    const end = match.index + match[0].length;
    const clause = sentence.raw.slice(clauseStart(sentence.raw, match.index), end + 6);
    const negated = /\b(?:no|not|without)\b|无|未/iu.test(clause);
    return [
      {
        variable: 'family_history',
        value: negated ? 'no' : 'yes',
        state: negated ? ('absent' as const) : ('present' as const),
        start: sentence.start + match.index,
        end: sentence.start + end,
        text: match[0],
      },
    ];
  });
}
