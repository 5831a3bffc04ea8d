import { occurs, pattern, type Lexicon } from './lexicon.ts';
import { stateOf } from './state.ts';
import type { Sentence, Span } from './types.ts';

/** The body region of the lesion: named first in the first sentence that speaks of a lesion there. */
export function findSite(sentences: readonly Sentence[], lexicon: Lexicon): Span | null {
  const mentions = sentences
    .filter(({ section }) => section !== 'technique' && section !== 'laboratory')
    .map((sentence) => ({ sentence, spans: mentionsIn(sentence, lexicon) }))
    .filter(({ spans }) => spans.length > 0);
  // The retroperitoneum is not seen from outside: complaints name the abdomen or the back first.
  const deep = mentions.flatMap(({ spans }) => spans).find(({ value }) => value === 'retroperitoneum');
  const spoken = mentions.find(({ sentence }) => occurs(pattern(lexicon.data.lesion), sentence.text));
  return deep ?? (spoken ?? mentions[0])?.spans[0] ?? null;
}

function mentionsIn(sentence: Sentence, lexicon: Lexicon): Span[] {
  return Object.entries(lexicon.data.sites)
    .flatMap(([value, source]) =>
      [...sentence.text.matchAll(pattern(source))].map((match) => ({
        variable: 'site',
        value,
        // What is not seen at a place does not deny the place; that nothing is wrong there does.
        state: stateOf(
          sentence.text,
          match.index,
          match.index + match[0].length,
          lexicon,
          lexicon.data.negation.afterPlace,
        ),
        start: sentence.start + match.index,
        end: sentence.start + match.index + match[0].length,
        text: sentence.raw.slice(match.index, match.index + match[0].length),
      })),
    )
    .filter(({ state }) => state !== 'absent')
    .sort((a, b) => a.start - b.start || b.end - a.end);
}
