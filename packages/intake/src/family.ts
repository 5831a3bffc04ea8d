import { occurs, pattern, type Lexicon } from './lexicon.ts';
import type { Sentence, Span } from './types.ts';

/** A relative with the same disease is family history; any other disease of a relative is not. */
export function findFamily(sentences: readonly Sentence[], { data }: Lexicon): Span[] {
  const { relatives, relativesSame } = data.irrelevant;
  return sentences.flatMap((sentence) => {
    const match = pattern(relatives).exec(sentence.raw);
    if (!match || !occurs(pattern(relativesSame), sentence.raw)) return [];
    const negated = /\b(?:no|not|without)\b|无|未/iu.test(
      sentence.raw.slice(0, match.index + match[0].length + 6),
    );
    return [
      {
        variable: 'family_history',
        value: negated ? 'no' : 'yes',
        state: negated ? ('absent' as const) : ('present' as const),
        start: sentence.start + match.index,
        end: sentence.start + match.index + match[0].length,
        text: match[0],
      },
    ];
  });
}
